/** The terms of the invented lists that the parts of this bench import. */
export const listTerms = {
  reference: 'Invented list',
  purposes: ['border-control', 'terrorism-prevention'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 70,
  action: 'discreet-check',
  necessity: 'Needed to measure the desk.',
  minor: false,
  validDays: 365,
  retainDays: 400,
  reviewDays: 90,
  agreements: [],
}
