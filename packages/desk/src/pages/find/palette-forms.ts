import type { CaseRow, Language, Me, Preferences } from '@entente/contracts'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { changePreferences, choosePurpose } from '../../app/session.ts'
import { currentLanguage, languageNames } from '../../texts/language.ts'
import { text } from '../../texts/text.ts'
import { languageStates } from '../../texts/text-files.ts'

/** A choice of a form in the palette. Only choosing it changes something. */
export interface Choice {
  id: string
  label: string
  detail?: string | undefined
  /** The language of the label, if it is not that of the page. */
  lang?: string
  isCurrent: boolean
  act: () => Promise<unknown>
}
/** A form that the palette shows in place of its list. */
export interface PaletteForm {
  title: string
  choices: readonly Choice[]
}

/** Asks whether the person takes the case. */
export const takeForm = (row: CaseRow, me: Me): PaletteForm => ({
  title: text('find.take.title', { reference: row.reference, name: row.assignedName }),
  choices: [
    {
      id: 'take',
      label: text('find.take.yes', { reference: row.reference }),
      isCurrent: false,
      act: async () => {
        await api.post(`/v1/cases/${row.id}/assign`, { to: me.person })
        markStale('/v1/cases', `/v1/cases/${row.id}`, '/v1/badges', '/v1/me/filters')
      },
    },
    { id: 'not-now', label: text('find.take.no'), isCurrent: false, act: async () => undefined },
  ],
})

/** Chooses the purpose for which the person works. */
export const purposeForm = (me: Me): PaletteForm => ({
  title: text('find.actions.purpose'),
  choices: me.purposes.map((purpose) => ({
    id: purpose,
    label: text(`purpose.${purpose}`),
    isCurrent: purpose === me.purpose,
    act: () => choosePurpose(purpose),
  })),
})

const schemes = ['auto', 'light', 'dark'] as const
/** Chooses light or dark. */
export const schemeForm = ({ preferences }: Me): PaletteForm => ({
  title: text('find.actions.scheme'),
  choices: schemes.map((scheme) => ({
    id: scheme,
    label: text(`me.schemes.${scheme}`),
    isCurrent: scheme === preferences.scheme,
    act: () => prefer({ ...preferences, scheme }),
  })),
})

/** Chooses the language of the desk. A language in draft says so. */
export const languageForm = ({ preferences }: Me): PaletteForm => ({
  title: text('find.actions.language'),
  choices: Object.entries(languageNames).map(([language, label]) => {
    const name = text(`me.language.names.${language as Language}`)
    return {
      id: language,
      label,
      lang: language,
      detail: languageStates[language as Language]?.draft ? text('me.language.draft', { name }) : name,
      isCurrent: language === currentLanguage(),
      act: () => prefer({ ...preferences, language: language as Language }),
    }
  }),
})

const prefer = (preferences: Preferences): Promise<void> => changePreferences(preferences)
