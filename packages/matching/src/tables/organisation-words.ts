/**
 * Legal forms by class, and words of organisation names that mean the same.
 * Source: written for this project from general knowledge of company law forms.
 */
export const legalForms: Readonly<Record<string, string>> = {
  limited: `ltd limited llc l.l.c gmbh sarl srl s.r.l s.a.r.l ooo ооо ltda pty pvt sdn bhd kft bv b.v nv n.v oy ab aps as doo d.o.o sro s.r.o spzoo тов limitada gesellschaft
    co.ltd private`,
  stock:
    'ag a.g sa s.a spa s.p.a plc jsc oao оао pjsc пао pao ao ао zao зао kk a.ş as. aktiengesellschaft inc incorporated corp corporation company co sab se',
  partnership: 'lp l.p llp kg ohg gbr cv snc sca',
  trust: 'trust stiftung',
  cooperative: 'coop cooperative eg',
}
/** Whole endings written out, folded before the words are split. */
export const legalPhrases: readonly (readonly [string, string])[] = [
  ['public limited company', 'plc'],
  ['limited liability company', 'llc'],
  ['joint stock company', 'jsc'],
  ['open joint stock company', 'oao'],
  ['public joint stock company', 'pjsc'],
  ['private limited', 'ltd'],
  ['limited liability partnership', 'llp'],
  ['limited partnership', 'lp'],
  ['mit beschrankter haftung', 'mbh'],
  ['sendirian berhad', 'sdn bhd'],
  ['societe anonyme', 'sa'],
  ['sociedad anonima', 'sa'],
]
export const wordAliases: readonly string[] = `
international intl internacional internationale
brothers bros
company co compagnie cie
corporation corp
and & und et y
university univ universitat universite universidad
trading trade
department dept
manufacturing mfg
organization organisation org
center centre
enterprise enterprises
technology technologies tech
industry industries ind
service services
association assn assoc
development dev
institute inst
number no nr
saint st
bank banque banco banca
republic rep
government govt
national natl nacional
commercial comm
general gen
construction constr
`
  .trim()
  .split('\n')
export const numberWords: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
export const ordinalWords: readonly string[] =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')
