/** A reading that holds what a newer reader knows for sensitive goes when that is taken out of its message. */
export const outdatedReadings = /* sql */ `
grant delete on reading to entente_app;
`
