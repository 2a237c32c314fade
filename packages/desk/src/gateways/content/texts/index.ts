import { defineTexts } from '../../../texts/define-texts.ts'
import { english } from '../../../texts/en/index.ts'
import own from './en.json'

/** The texts of this gateway and of the desk. */
export const { text, findText } = defineTexts({ en: { ...english, ...own } })
