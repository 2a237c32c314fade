import type { Text } from '@entente/contracts'
import { expect, test } from 'vitest'
import { contentDesk } from '../packages/desk/src/gateways/content/index.ts'
