/**
 * The drawn consignments of a day, by key. A consignment can be drawn after its first assessment: when it is the first one that
 * meets no criterion.
 */
export const drawnConsignments = /* sql */ `
create index cargo_assessment_drawn_day on cargo_assessment (day, draw_key) where drawn;
drop index cargo_assessment_drawn;
`
