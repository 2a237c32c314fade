/**
 * Words that make a free text sensitive, by language (Directive (EU) 2016/681, Art. 13(4): religion, health, trade
 * union membership, politics, sexual orientation). Teletype text has no accents, so both spellings are listed. Common
 * names and everyday travel terms are left out, such as `CHRISTIAN`, `PARTY` and `UNION` alone.
 */
const LANGUAGES: Record<string, string> = {
  en: `muslim islam islamic mosque halal kosher jewish judaism hindu hinduism buddhist buddhism sikh catholic protestant
    evangelical orthodox imam rabbi pilgrim pilgrimage hajj umrah church synagogue religious religion jain
    pregnant pregnancy diabetic diabetes insulin epilepsy epileptic cancer chemotherapy dialysis hiv aids asthma
    asthmatic allergic allergy disabled disability wheelchair handicapped deaf blind paralysed paralyzed amputee
    stretcher oxygen dementia alzheimer autism autistic depression schizophrenia psychiatric medication surgery
    disease illness infectious tuberculosis hepatitis
    communist socialist anarchist dissident
    gay lesbian bisexual homosexual transgender transsexual queer lgbt lgbtq
    trade_union labor_union labour_union union_member union_delegate political_party party_member asylum_seeker`,
  fr: `musulman musulmane islamique mosquee mosquée casher cacher juif juive hindou bouddhiste catholique protestant
    protestante pelerin pèlerin pelerinage pèlerinage eglise église religieux religieuse
    enceinte grossesse diabetique diabétique diabete diabète epilepsie épilepsie handicape handicapé handicapee
    handicapée sourd sourde aveugle malade maladie allergique allergie fauteuil_roulant asthme
    syndicaliste syndicat militant communiste socialiste homosexuel homosexuelle lesbienne transgenre`,
  es: `musulman musulmán musulmana mezquita judio judío judia judía catolico católico catolica católica protestante
    peregrino peregrina peregrinacion peregrinación iglesia religioso religiosa
    embarazada embarazo diabetico diabético diabetica diabética epilepsia discapacitado discapacitada sordo sorda
    ciego ciega enfermo enferma enfermedad alergico alérgico alergia silla_ruedas asma
    sindicalista sindicato comunista socialista homosexual lesbiana transexual transgenero transgénero`,
  de: `muslimisch moslem islamisch moschee koscher jüdisch juedisch katholisch evangelisch pilger pilgerreise
    schwanger schwangerschaft diabetiker zuckerkrank epilepsie behindert behinderung rollstuhl taub gehörlos
    gehoerlos krank krankheit allergie allergisch
    gewerkschaft gewerkschafter kommunist sozialist schwul lesbisch homosexuell`,
  pt: `muculmano muçulmano muculmana muçulmana mesquita judeu judia igreja peregrinacao peregrinação
    gravida grávida gravidez diabetico diabético deficiente surdo surda cego cega doente doenca doença alergia
    sindicalista sindicato comunista socialista lesbica lésbica`,
  it: `musulmano musulmana moschea ebreo ebrea cattolico cattolica pellegrino pellegrinaggio chiesa
    incinta gravidanza diabetico disabile sordo sorda cieco cieca malato malata malattia allergico allergia
    sindacalista sindacato comunista socialista omosessuale lesbica`,
}

/** Words for a meal or for assistance. They are sensitive only where a text can be about nothing else but the passenger. */
const REQUESTS = `meal meals vegetarian vegan assistance medical medicine
  repas vegetarien végétarien vegetarienne végétarienne vegetalien végétalien medicale médicale
  comida vegetariano vegetariana vegano vegana asistencia medico médico
  mahlzeit vegetarisch vegetarier hilfe medizinisch
  refeicao refeição assistencia assistência
  pasto assistenza`

export interface SensitiveWords {
  single: Set<string>
  /** Two words with one blank between them. */
  pairs: Set<string>
  firstOfPairs: Set<string>
  /** The words of requests for a meal or for assistance. */
  requests: Set<string>
}

let made: SensitiveWords | null = null

/** Returns all words in capitals: single words, and pairs of words that are sensitive only together. The sets are built at first use. */
export function sensitiveWords(): SensitiveWords {
  if (made !== null) return made
  made = { single: new Set(), pairs: new Set(), firstOfPairs: new Set(), requests: new Set() }
  for (const words of Object.values(LANGUAGES)) {
    for (const word of words.toUpperCase().trim().split(/\s+/)) {
      const [first, second] = word.split('_')
      if (second === undefined) made.single.add(first!)
      else {
        made.pairs.add(`${first} ${second}`)
        made.firstOfPairs.add(first!)
      }
    }
  }
  for (const word of REQUESTS.toUpperCase().trim().split(/\s+/)) made.requests.add(word)
  return made
}
