/** Deletes an old reading when data that a newer reader treats as sensitive is removed from its message. */
export const outdatedReadings = /* sql */ `
grant delete on reading to entente_app;
`
