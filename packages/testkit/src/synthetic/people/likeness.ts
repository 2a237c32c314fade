/** How a person resembles a listed person. */
export type Likeness = 'exact' | 'spelling' | 'namesake' | 'document-typo'
