/** The teams that read the pages about goods, and those that read the pages of inspectors. Teams have the names that an administrator writes. */
export const teamsOf = { goods: ['cargo'], inspections: ['cargo', 'inspection'] } as const
