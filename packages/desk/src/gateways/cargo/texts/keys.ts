// Written by `npm run texts` from the English texts.
import type { Choice, None, Word } from '../../../texts/places.ts'

/** The arguments of each text by key. */
export interface GatewayTexts {
  'cargo.pages.consignments': None
  'cargo.oversight.alarms.codes.referral-unanswered': None
  'cargo.oversight.alarms.codes.cargo-case-due': None
  'cargo.queue.name': None
  'cargo.queue.who': None
  'cargo.queue.emptyConsignments': None
  'cargo.queue.overdue': None
  'cargo.case.label': None
  'cargo.case.tabs.compare': None
  'cargo.case.tabs.links': None
  'cargo.case.tabs.messages': None
  'cargo.case.deadlineSoon': { minutes: Word }
  'cargo.case.answers': None
  'cargo.case.noAnswers': None
  'cargo.case.maskedTitle': None
  'cargo.evidence.compare.onRecord': None
  'cargo.evidence.compare.shortRecord': None
  'cargo.evidence.compare.notOnRecord': None
  'cargo.evidence.overdueAnswer': None
  'cargo.decision.acts.AC.name': None
  'cargo.decision.acts.AC.record': None
  'cargo.decision.acts.AC.report': None
  'cargo.decision.acts.AC.consequence': { source: Word }
  'cargo.decision.acts.RFI.name': None
  'cargo.decision.acts.RFI.record': None
  'cargo.decision.acts.RFI.report': None
  'cargo.decision.acts.RFI.consequence': None
  'cargo.decision.acts.RFS.name': None
  'cargo.decision.acts.RFS.record': None
  'cargo.decision.acts.RFS.report': None
  'cargo.decision.acts.RFS.consequence': None
  'cargo.decision.acts.inspect.name': None
  'cargo.decision.acts.inspect.record': None
  'cargo.decision.acts.inspect.report': None
  'cargo.decision.acts.inspect.consequence': None
  'cargo.decision.acts.DNL.name': None
  'cargo.decision.acts.DNL.record': None
  'cargo.decision.acts.DNL.report': None
  'cargo.decision.acts.DNL.consequence': None
  'cargo.decision.acts.DNL.asked': None
  'cargo.decision.acts.DNL.agree': None
  'cargo.decision.acts.DNL.agreeLine': None
  'cargo.decision.acts.DNL.done': None
  'cargo.decision.acts.hold.name': None
  'cargo.decision.acts.hold.record': None
  'cargo.decision.acts.hold.report': None
  'cargo.decision.acts.hold.consequence': None
  'cargo.decision.acts.hold.asked': None
  'cargo.decision.acts.hold.agree': None
  'cargo.decision.acts.hold.agreeLine': None
  'cargo.decision.acts.hold.done': None
  'cargo.decision.sent.no.not-same.name': None
  'cargo.decision.sent.no.not-same.line': None
  'cargo.decision.sent.no.further-check.name': None
  'cargo.decision.sent.no.further-check.line': None
  'cargo.decision.sent.under': { source: Word }
  'cargo.decision.sent.underAdverse': { clock: Choice }
  'cargo.decision.sent.withoutSecond': { clock: Choice }
  'cargo.decision.sent.noAnswer': None
  'cargo.decision.sent.disagreed': None
  'cargo.decision.sent.disagreedOthers': None
  'cargo.decision.sent.reopen': None
  'cargo.decision.reasonNames.goods-explained': None
  'cargo.decision.reasonNames.lookalike-goods': None
  'cargo.decision.reasonNames.different-party': None
  'cargo.decision.reasonNames.data-corrected': None
  'cargo.decision.reasonNames.screened-clear': None
  'cargo.decision.reasonNames.inspected-clear': None
  'cargo.decision.reasonNames.description-vague': None
  'cargo.decision.reasonNames.data-missing': None
  'cargo.decision.reasonNames.data-contradictory': None
  'cargo.decision.reasonNames.party-unclear': None
  'cargo.decision.reasonNames.end-use-unclear': None
  'cargo.decision.reasonNames.route-unusual': None
  'cargo.decision.reasonNames.value-implausible': None
  'cargo.decision.reasonNames.screening-needed': None
  'cargo.decision.reasonNames.time-short': None
  'cargo.decision.reasonNames.prohibited-goods-found': None
  'cargo.decision.reasonNames.screening-alarm': None
  'cargo.decision.reasonNames.false-declaration': None
  'cargo.decision.reasonNames.same-party-evidence': None
  'cargo.decision.reasonNames.licensed-transfer': None
  'cargo.decision.reasonNames.state-consignment': None
  'cargo.pages.tables': None
  'cargo.list.title': None
  'cargo.list.order': None
  'cargo.list.mode': None
  'cargo.list.allModes': None
  'cargo.list.filer': None
  'cargo.list.allFilers': None
  'cargo.list.state': None
  'cargo.list.find': None
  'cargo.list.findNone': None
  'cargo.list.columns.state': None
  'cargo.list.columns.key': None
  'cargo.list.columns.movement': None
  'cargo.list.columns.loads': None
  'cargo.list.columns.arrives': None
  'cargo.list.columns.filer': None
  'cargo.list.columns.changed': None
  'cargo.list.empty': None
  'cargo.list.emptyNext': None
  'cargo.list.emptyFilter': None
  'cargo.list.clearFilter': None
  'cargo.list.more': None
  'cargo.status.partial': None
  'cargo.status.complete': None
  'cargo.status.in-review': None
  'cargo.status.asked': None
  'cargo.status.cleared': None
  'cargo.status.do-not-load': None
  'cargo.status.held': None
  'cargo.status.cancelled': None
  'cargo.level.master': None
  'cargo.level.house': None
  'cargo.level.declaration': None
  'cargo.modes.air': None
  'cargo.modes.sea': None
  'cargo.modes.road': None
  'cargo.modes.rail': None
  'cargo.modes.inland-waterway': None
  'cargo.modes.mail': None
  'cargo.modes.multimodal': None
  'cargo.modes.fixed': None
  'cargo.record.title': None
  'cargo.record.case': None
  'cargo.tables.title': None
  'cargo.tables.what': None
  'cargo.tables.none': None
  'cargo.tables.column.table': None
  'cargo.tables.column.rows': None
  'cargo.tables.column.version': None
  'cargo.tables.column.source': None
  'cargo.tables.column.waiting': None
  'cargo.tables.column.state': None
  'cargo.tables.column.days': None
  'cargo.tables.column.author': None
  'cargo.tables.column.approver': None
  'cargo.tables.column.acts': None
  'cargo.tables.ofRelease': None
  'cargo.tables.version': { n: number }
  'cargo.tables.noneWaits': None
  'cargo.tables.waiting': { n: number }
  'cargo.tables.state.in-force': None
  'cargo.tables.state.approved': None
  'cargo.tables.state.proposed': None
  'cargo.tables.state.ended': None
  'cargo.tables.versions': None
  'cargo.tables.show': None
  'cargo.tables.nobody': None
  'cargo.tables.noValue': None
  'cargo.tables.days.approval': None
  'cargo.tables.days.from': { day: Word }
  'cargo.tables.rowsTitle': { version: Word }
  'cargo.tables.approve.open': None
  'cargo.tables.approve.title': { n: number }
  'cargo.tables.approve.act': None
  'cargo.tables.approve.notNow': None
  'cargo.tables.approve.body': { name: Word; rows: Word }
  'cargo.tables.approve.done': { n: number }
  'cargo.tables.difference.title': { before: Word }
  'cargo.tables.difference.none': None
  'cargo.tables.difference.added': { n: number }
  'cargo.tables.difference.removed': { n: number }
  'cargo.tables.difference.changed': { n: number }
  'cargo.tables.difference.left': { n: number }
  'cargo.tables.difference.row': None
  'cargo.tables.difference.column': None
  'cargo.tables.difference.before': None
  'cargo.tables.difference.after': None
  'cargo.tables.add.open': None
  'cargo.tables.add.title': None
  'cargo.tables.add.file': { columns: Word }
  'cargo.tables.add.choose': None
  'cargo.tables.term.source': None
  'cargo.tables.add.sourceHint': None
  'cargo.tables.term.sourceDate': None
  'cargo.tables.term.validFrom': None
  'cargo.tables.begins.atOnce': None
  'cargo.tables.begins.tomorrow': None
  'cargo.tables.term.validUntil': None
  'cargo.tables.add.untilHint': None
  'cargo.tables.term.note': None
  'cargo.tables.add.save': None
  'cargo.tables.add.under': None
  'cargo.tables.add.done': { n: number }
  'cargo.tables.add.rowFaults': { n: number }
  'cargo.tables.add.moreFaults': { n: number }
  'cargo.tables.kind.strategic-goods': None
  'cargo.tables.kindWhat.strategic-goods': None
  'cargo.tables.kind.text-terms': None
  'cargo.tables.kindWhat.text-terms': None
  'cargo.tables.kind.vague-terms': None
  'cargo.tables.kindWhat.vague-terms': None
  'cargo.tables.kind.hs': None
  'cargo.tables.kindWhat.hs': None
  'cargo.tables.kind.places': None
  'cargo.tables.kindWhat.places': None
  'cargo.tables.kind.rates': None
  'cargo.tables.kindWhat.rates': None
  'cargo.tables.kind.deadlines': None
  'cargo.tables.kindWhat.deadlines': None
  'cargo.tables.kind.un-numbers': None
  'cargo.tables.kindWhat.un-numbers': None
  'cargo.tables.kind.capacity': None
  'cargo.tables.kindWhat.capacity': None
  'cargo.tables.days.release': None
}
