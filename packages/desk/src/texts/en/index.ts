import admin from './admin.json'
import agreements from './agreements.json'
import attachments from './attachments.json'
import blind from './blind.json'
import caseTexts from './case.json'
import clauses from './clauses.json'
import decision from './decision.json'
import evidence from './evidence.json'
import find from './find.json'
import log from './log.json'
import matchingTry from './matching-try.json'
import me from './me.json'
import network from './network.json'
import oversight from './oversight.json'
import pageParts from './page-parts.json'
import passingOn from './passing-on.json'
import people from './people.json'
import print from './print.json'
import problems from './problems.json'
import purpose from './purpose.json'
import queue from './queue.json'
import reasons from './reasons.json'
import rematches from './rematches.json'
import role from './role.json'
import shell from './shell.json'
import signIn from './sign-in.json'
import signalForm from './signal-form.json'
import signalImport from './signal-import.json'
import signalLists from './signal-lists.json'
import signals from './signals.json'
import threshold from './threshold.json'
import twoPeople from './two-people.json'

/** The English texts by key. Each file has the keys that begin with its name. */
export const english = {
  ...admin,
  ...agreements,
  ...attachments,
  ...blind,
  ...caseTexts,
  ...clauses,
  ...decision,
  ...evidence,
  ...find,
  ...log,
  ...matchingTry,
  ...me,
  ...network,
  ...oversight,
  ...pageParts,
  ...passingOn,
  ...people,
  ...print,
  ...problems,
  ...purpose,
  ...queue,
  ...reasons,
  ...rematches,
  ...role,
  ...shell,
  ...signIn,
  ...signalForm,
  ...signalImport,
  ...signalLists,
  ...signals,
  ...threshold,
  ...twoPeople,
}
