import { cargoRules } from './cargo.fixture.ts'
import { contentRules } from './content.fixture.ts'
import { matchingRules } from './matching.fixture.ts'
import { membersRules } from './members.fixture.ts'
import { peopleRules } from './people.fixture.ts'
import type { Rule } from './rule.fixture.ts'
import { signalsRules } from './signals.fixture.ts'
import { travelRules } from './travel.fixture.ts'

/** The rule of every route. Each subject has a table of its own in this folder. */
export const accessRules: Record<string, Rule> = {
  ...peopleRules,
  ...travelRules,
  ...signalsRules,
  ...membersRules,
  ...matchingRules,
  ...contentRules,
  ...cargoRules,
}
