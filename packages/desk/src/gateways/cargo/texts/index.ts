import { defineTexts } from '../../../texts/define-texts.ts'
import { english } from '../../../texts/en/index.ts'
import type { DeskTexts } from '../../../texts/keys.ts'
import own from './en.json'
import type { GatewayTexts } from './keys.ts'
import ofPages from './pages/en.json'

/** The texts of this gateway and of the desk. Those of its pages are loaded when one of them or a case is opened. */
export const { text, findText } = defineTexts<DeskTexts & GatewayTexts>(english, own, ofPages)
