// Written by `npm run texts` from the English texts.
import type { Choice, None, Word } from '../../../texts/places.ts'

/** The arguments of each text by key. */
export interface GatewayTexts {
  'cargo.pages.consignments': None
  'cargo.oversight.alarms.codes.referral-unanswered': None
  'cargo.oversight.alarms.codes.cargo-case-due': None
  'cargo.oversight.alarms.codes.cargo-not-judged': None
  'cargo.oversight.alarms.codes.cargo-equipment-undeclared': None
  'cargo.oversight.alarms.codes.rule-not-usable': None
  'cargo.oversight.alarms.codes.cargo-model-drift': None
  'cargo.oversight.alarms.codes.draw-key-lost': None
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
  'cargo.decision.acts.AC.consequence': None
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
  'cargo.decision.sent.under': None
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
  'cargo.queue.because': None
  'cargo.queue.movement': None
  'cargo.queue.from': None
  'cargo.queue.rule': None
  'cargo.queue.party': None
  'cargo.queue.goods': None
  'cargo.queue.reasons': { count: number }
  'cargo.queue.loads': { clock: Word }
  'cargo.queue.arrives': { clock: Word }
  'cargo.decision.departed': { clock: Word }
  'cargo.decision.aboard': None
  'cargo.reasons.same-name': None
  'cargo.reasons.lawful-goods': None
  'cargo.rules.hit': { title: Word }
  'cargo.rules.because': { title: Word }
  'cargo.rules.request': { text: Word }
  'cargo.rules.not-judged': { title: Word }
  'cargo.signal.reused': None
  'cargo.signal.common': None
  'cargo.pages.inspections': None
  'cargo.badgeDue': { count: number }
  'cargo.sender.title': None
  'cargo.sender.comparable': None
  'cargo.sender.count': { comparable: Word; signals: Word }
  'cargo.sender.countHint': None
  'cargo.sender.fields.filer': None
  'cargo.sender.hints.filer': None
  'cargo.sender.values.roles.carrier': None
  'cargo.sender.values.roles.forwarder': None
  'cargo.sender.values.roles.express': None
  'cargo.sender.values.roles.postal': None
  'cargo.sender.values.roles.declarant': None
  'cargo.sender.fields.tier': None
  'cargo.sender.hints.tier': None
  'cargo.sender.values.tiers.known': None
  'cargo.sender.values.tiers.other': None
  'cargo.sender.carriers': None
  'cargo.sender.carriersHint': None
  'cargo.sender.carriersWrong': None
  'cargo.sender.callback': None
  'cargo.sender.callbackHint': None
  'cargo.sender.fields.answerCodes': None
  'cargo.sender.hints.answerCodes': None
  'cargo.sender.values.answerWords.plain': None
  'cargo.sender.values.answerWords.acas': None
  'cargo.sender.values.answerWords.ics2': None
  'cargo.pages.filers': None
  'cargo.pages.capacity': None
  'cargo.oversight.alarms.codes.cargo-master-cleared': None
  'cargo.oversight.alarms.codes.cargo-found-without-case': None
  'cargo.pages.rules': None
  'cargo.pages.models': None
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
  'cargo.status.closed': None
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
  'cargo.record.start.open': None
  'cargo.record.start.title': None
  'cargo.record.start.body': None
  'cargo.record.start.act': None
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
  'cargo.record.master': None
  'cargo.record.houses': { count: number }
  'cargo.record.housesTitle': None
  'cargo.record.masterMissing': None
  'cargo.record.housesMissing': None
  'cargo.record.loads': { when: Word }
  'cargo.record.masked': None
  'cargo.record.maskedWhat': { date: Word }
  'cargo.units.kg': { n: Word }
  'cargo.units.money': { n: Word; currency: Word }
  'cargo.units.pieces': { count: number }
  'cargo.units.flag': { value: Choice }
  'cargo.why.title': None
  'cargo.why.rule': { title: Word; version: Word }
  'cargo.why.party': { role: Word; source: Word }
  'cargo.why.few': { count: Word }
  'cargo.why.track': { mistaken: Word; reviewed: Word }
  'cargo.rule.title': { title: Word }
  'cargo.rule.read': None
  'cargo.rule.what': None
  'cargo.rule.value': None
  'cargo.rule.condition': None
  'cargo.rule.outcome': None
  'cargo.rule.outcomes.true': None
  'cargo.rule.outcomes.false': None
  'cargo.rule.outcomes.absent': None
  'cargo.rule.outcomes.error': None
  'cargo.goods.title': None
  'cargo.goods.none': None
  'cargo.goods.description': None
  'cargo.goods.codes': None
  'cargo.goods.packages': None
  'cargo.goods.pieces': None
  'cargo.goods.mass': None
  'cargo.goods.value': None
  'cargo.goods.more': { count: number }
  'cargo.goods.hs': { code: Word }
  'cargo.goods.un': { code: Word }
  'cargo.goods.origin': { country: Word }
  'cargo.goods.vague': None
  'cargo.goods.suggested': None
  'cargo.goods.suggestedAlone': None
  'cargo.parties.title': None
  'cargo.parties.none': None
  'cargo.parties.role': None
  'cargo.parties.name': None
  'cargo.parties.address': None
  'cargo.parties.ids': None
  'cargo.parties.toOrder': None
  'cargo.parties.sameAs': { role: Word }
  'cargo.parties.also': { roles: Word }
  'cargo.parties.forwarder': None
  'cargo.parties.hit': { place: Word }
  'cargo.roles.consignor': None
  'cargo.roles.consignee': None
  'cargo.roles.notify': None
  'cargo.roles.agent': None
  'cargo.roles.carrier': None
  'cargo.roles.declarant': None
  'cargo.roles.representative': None
  'cargo.roles.exporter': None
  'cargo.roles.importer': None
  'cargo.roles.supplier': None
  'cargo.roles.buyer': None
  'cargo.roles.seller': None
  'cargo.roles.other': None
  'cargo.roles.vessel': None
  'cargo.roles.goods': None
  'cargo.equipment.title': None
  'cargo.equipment.id': None
  'cargo.equipment.loose': None
  'cargo.equipment.ofPieces': { total: Choice; n: Word }
  'cargo.equipment.unloaded': None
  'cargo.equipment.split': None
  'cargo.equipment.splits.T': None
  'cargo.equipment.splits.P': None
  'cargo.equipment.splits.S': None
  'cargo.equipment.splits.D': None
  'cargo.equipment.seals': None
  'cargo.route.title': None
  'cargo.route.none': None
  'cargo.route.from': None
  'cargo.route.to': None
  'cargo.route.by': None
  'cargo.route.leaves': None
  'cargo.route.arrives': None
  'cargo.route.gap': None
  'cargo.route.countries': None
  'cargo.route.onward': None
  'cargo.findings.title': None
  'cargo.findings.none': None
  'cargo.findings.places.consignment': None
  'cargo.findings.places.party': None
  'cargo.findings.places.item': None
  'cargo.findings.places.equipment': None
  'cargo.findings.severity.error': None
  'cargo.findings.severity.warning': None
  'cargo.findings.severity.notice': None
  'cargo.findings.severity.info': None
  'cargo.findings.expected': None
  'cargo.findings.actual': None
  'cargo.findings.line': { n: Word }
  'cargo.findings.segment': { n: Word }
  'cargo.filings.title': None
  'cargo.filings.message': None
  'cargo.filings.prepared': None
  'cargo.filings.received': None
  'cargo.filings.state': None
  'cargo.filings.inForce': None
  'cargo.filings.replaced': None
  'cargo.filings.functions.original': None
  'cargo.filings.functions.amendment': None
  'cargo.filings.functions.replacement': None
  'cargo.filings.functions.cancellation': None
  'cargo.filings.functions.final': None
  'cargo.filings.functions.unknown': None
  'cargo.differences.title': None
  'cargo.versions.title': None
  'cargo.versions.version': { n: Word }
  'cargo.versions.first': None
  'cargo.versions.nothing': None
  'cargo.versions.compare': None
  'cargo.versions.field': None
  'cargo.versions.before': None
  'cargo.versions.after': None
  'cargo.details.questions': None
  'cargo.details.questionsNote': { most: Word }
  'cargo.details.full': None
  'cargo.details.own': None
  'cargo.details.warning': None
  'cargo.details.method': None
  'cargo.details.choose': None
  'cargo.details.methods.xray': None
  'cargo.details.methods.etd': None
  'cargo.details.methods.canine': None
  'cargo.details.methods.physical': None
  'cargo.details.methods.other': None
  'cargo.details.deadline': None
  'cargo.details.usual': None
  'cargo.details.inHours': { hours: number; clock: Word }
  'cargo.details.focus': None
  'cargo.details.focusNote': None
  'cargo.details.contact.title': None
  'cargo.details.contact.name': None
  'cargo.details.contact.phone': None
  'cargo.details.faults.questions': None
  'cargo.details.faults.method': None
  'cargo.details.faults.name': None
  'cargo.details.faults.phone': None
  'cargo.fields.description': None
  'cargo.fields.items': None
  'cargo.fields.parties': None
  'cargo.fields.route': None
  'cargo.fields.routeCountries': None
  'cargo.fields.equipmentIds': None
  'cargo.fields.equipment': None
  'cargo.fields.seals': None
  'cargo.fields.grossKg': None
  'cargo.fields.netKg': None
  'cargo.fields.volumeM3': None
  'cargo.fields.chargeableKg': None
  'cargo.fields.pieces': None
  'cargo.fields.totalPieces': None
  'cargo.fields.packages': None
  'cargo.fields.dimensionPieces': None
  'cargo.fields.value': None
  'cargo.fields.carriageValue': None
  'cargo.fields.weightCharge': None
  'cargo.fields.valuePerKg': None
  'cargo.fields.kgPerPiece': None
  'cargo.fields.kgPerM3': None
  'cargo.fields.currency': None
  'cargo.fields.origin': None
  'cargo.fields.destination': None
  'cargo.fields.portOfLoading': None
  'cargo.fields.portOfDischarge': None
  'cargo.fields.originalPortOfLoading': None
  'cargo.fields.exportCountry': None
  'cargo.fields.destinationCountry': None
  'cargo.fields.nature': None
  'cargo.fields.natureCode': None
  'cargo.fields.goodsStatusCode': None
  'cargo.fields.issuedAt': None
  'cargo.fields.masterId': None
  'cargo.fields.id': None
  'cargo.fields.level': None
  'cargo.fields.mode': None
  'cargo.fields.purpose': None
  'cargo.fields.consolidation': None
  'cargo.fields.awbCheckDigitValid': None
  'cargo.fields.specialHandling': None
  'cargo.fields.handlingText': None
  'cargo.fields.customsNotes': None
  'cargo.fields.documents': None
  'cargo.fields.hsCodes': None
  'cargo.fields.hs': None
  'cargo.fields.hs4': None
  'cargo.fields.hs2': None
  'cargo.fields.unNumbers': None
  'cargo.fields.unClasses': None
  'cargo.fields.onward': None
  'cargo.fields.conveyance': None
  'cargo.fields.loads': None
  'cargo.fields.differences': None
  'cargo.fields.findings': None
  'cargo.fields.tags': None
  'cargo.fields.partyRoles': None
  'cargo.fields.consignor': None
  'cargo.fields.consignee': None
  'cargo.fields.notify': None
  'cargo.fields.name': None
  'cargo.fields.country': None
  'cargo.fields.city': None
  'cargo.fields.firstSeen': None
  'cargo.fields.pair': None
  'cargo.fields.hsForConsignee': None
  'cargo.fields.quality': None
  'cargo.fields.watch': None
  'cargo.fields.best': None
  'cargo.fields.kinds': None
  'cargo.fields.score': None
  'cargo.places.numbered': { name: Word; n: Word }
  'cargo.places.within': { of: Word; field: Word }
  'cargo.rule.basis': None
  'cargo.rule.author': None
  'cargo.rule.approver': None
  'cargo.assessment.title': None
  'cargo.assessment.none': None
  'cargo.assessment.of': { version: Word; when: Word }
  'cargo.assessment.lanes.red': None
  'cargo.assessment.lanes.yellow': None
  'cargo.assessment.lanes.blue': None
  'cargo.assessment.lanes.green': None
  'cargo.assessment.notSelected': None
  'cargo.assessment.byPeople': None
  'cargo.assessment.because': { reasons: Word }
  'cargo.assessment.selectedBy.rule': None
  'cargo.assessment.selectedBy.watchlist': None
  'cargo.assessment.selectedBy.table': None
  'cargo.assessment.selectedBy.random': None
  'cargo.assessment.selectedBy.quota': None
  'cargo.assessment.selectedBy.expected-rate': None
  'cargo.assessment.selectedBy.exploration': None
  'cargo.assessment.selectedBy.model': None
  'cargo.assessment.byLot': None
  'cargo.assessment.tags': None
  'cargo.assessment.tagAlone': None
  'cargo.assessment.undetermined': { count: number; missing: Choice }
  'cargo.plots.asTable': None
  'cargo.plots.asPicture': None
  'cargo.plots.measures.value': None
  'cargo.plots.measures.kgPerPiece': None
  'cargo.plots.measures.kgPerM3': None
  'cargo.plots.massAxis': None
  'cargo.plots.axes.value': None
  'cargo.plots.axes.kgPerPiece': None
  'cargo.plots.axes.kgPerM3': None
  'cargo.plots.few': { count: Word }
  'cargo.plots.unknown': None
  'cargo.plots.own': { median: Choice; own: Word; side: Choice; share: Word }
  'cargo.plots.peers': { n: Word; level: Choice; code: Word; months: Word }
  'cargo.plots.which': None
  'cargo.plots.this': None
  'cargo.plots.median': None
  'cargo.plots.peer': { n: Word }
  'cargo.map.title': None
  'cargo.map.sentence': { places: number; legs: number }
  'cargo.map.rough': { code: Word; country: Word }
  'cargo.map.unknown': { code: Word }
  'cargo.map.usual': { via: Choice; share: Word; n: number }
  'cargo.map.place': None
  'cargo.map.name': None
  'cargo.map.country': None
  'cargo.map.latitude': None
  'cargo.map.longitude': None
  'cargo.inspection.title': None
  'cargo.inspection.one': None
  'cargo.inspection.lane': None
  'cargo.inspection.lanes.red': None
  'cargo.inspection.lanes.yellow': None
  'cargo.inspection.lanes.blue': None
  'cargo.inspection.state': None
  'cargo.inspection.states.open': None
  'cargo.inspection.states.awaiting-second': None
  'cargo.inspection.states.closed': None
  'cargo.inspection.outcomes.found': None
  'cargo.inspection.outcomes.nothing-found': None
  'cargo.inspection.outcomes.data-error': None
  'cargo.inspection.outcomes.not-inspected': None
  'cargo.inspection.reasons.rule': None
  'cargo.inspection.reasons.watchlist': None
  'cargo.inspection.reasons.table': None
  'cargo.inspection.reasons.model': None
  'cargo.inspection.reasons.random': None
  'cargo.inspection.reasons.quota': None
  'cargo.inspection.reasons.expected-rate': None
  'cargo.inspection.reasons.exploration': None
  'cargo.inspection.reasons.act': None
  'cargo.inspection.emptyFilter': None
  'cargo.inspection.clearFilter': None
  'cargo.inspection.empty': None
  'cargo.inspection.emptyNext': None
  'cargo.inspection.more': None
  'cargo.inspection.day': None
  'cargo.inspection.place': None
  'cargo.inspection.arrives': { clock: Word }
  'cargo.inspection.noArrival': None
  'cargo.inspection.what': None
  'cargo.inspection.why': None
  'cargo.inspection.focus': None
  'cargo.inspection.method': None
  'cargo.inspection.arrival': None
  'cargo.inspection.pieces': None
  'cargo.inspection.packages': None
  'cargo.inspection.mass': None
  'cargo.inspection.hsCodes': None
  'cargo.inspection.unNumbers': None
  'cargo.inspection.equipment': None
  'cargo.inspection.seals': None
  'cargo.inspection.notStated': None
  'cargo.inspection.photos': None
  'cargo.inspection.photoCount': { n: Word }
  'cargo.inspection.photoWhat': None
  'cargo.inspection.photoChoose': None
  'cargo.inspection.photoFailed': { name: Word }
  'cargo.inspection.photoOf': { when: Word }
  'cargo.inspection.results': None
  'cargo.inspection.resultStates.proposed': None
  'cargo.inspection.resultStates.in-force': None
  'cargo.inspection.resultStates.refused': None
  'cargo.inspection.resultStates.replaced': None
  'cargo.inspection.agreed': { name: Word }
  'cargo.inspection.disagreed': { name: Word }
  'cargo.inspection.wrongParty': None
  'cargo.inspection.asked': None
  'cargo.inspection.agree': None
  'cargo.inspection.disagree': None
  'cargo.inspection.correct': None
  'cargo.inspection.form.title': None
  'cargo.inspection.form.correct': None
  'cargo.inspection.form.save': None
  'cargo.inspection.form.second': None
  'cargo.inspection.form.final': None
  'cargo.inspection.form.outcome': None
  'cargo.inspection.form.outcomes.found': None
  'cargo.inspection.form.outcomes.nothing-found': None
  'cargo.inspection.form.outcomes.data-error': None
  'cargo.inspection.form.outcomes.not-inspected': None
  'cargo.inspection.form.found': None
  'cargo.inspection.form.description': None
  'cargo.inspection.form.hs': None
  'cargo.inspection.form.unNumber': None
  'cargo.inspection.form.quantity': None
  'cargo.inspection.form.removeLine': { n: Word }
  'cargo.inspection.form.addLine': None
  'cargo.inspection.form.reason': None
  'cargo.inspection.form.remark': None
  'cargo.inspection.form.wrongParty': None
  'cargo.inspection.form.hsForm': None
  'cargo.inspection.form.unForm': None
  'cargo.inspection.form.descriptionForm': None
  'cargo.inspection.words.title': None
  'cargo.inspection.words.what': None
  'cargo.inspection.words.hit': { n: Word }
  'cargo.inspection.words.sends': { when: Word }
  'cargo.inspection.words.sent': { when: Word }
  'cargo.inspection.words.none': None
  'cargo.inspection.words.outcomes.confirmed': None
  'cargo.inspection.words.outcomes.not-useful': None
  'cargo.inspection.words.outcomes.mistaken': None
  'cargo.track.none': None
  'cargo.track.inspected': { inspected: Word; found: Word; low: Word; high: Word }
  'cargo.findings.message': None
  'cargo.place.find': { field: Word }
  'cargo.place.none': None
  'cargo.questions.title': None
  'cargo.questions.kinds.RFI': None
  'cargo.questions.kinds.RFS': None
  'cargo.questions.kinds.data': None
  'cargo.questions.states.open': None
  'cargo.questions.states.answered': None
  'cargo.questions.states.missed': None
  'cargo.questions.states.withdrawn': None
  'cargo.questions.asked': None
  'cargo.questions.due': None
  'cargo.questions.reminded': None
  'cargo.questions.ended': None
  'cargo.questions.masked': None
  'cargo.questions.result': { result: Word }
  'cargo.questions.results.clear': None
  'cargo.questions.results.alarm': None
  'cargo.questions.results.not-possible': None
  'cargo.questions.byMessage': None
  'cargo.questions.files': None
  'cargo.answers.title': None
  'cargo.answers.none': None
  'cargo.answers.says': None
  'cargo.answers.filer': None
  'cargo.answers.about': None
  'cargo.answers.leaves': None
  'cargo.answers.delivery': None
  'cargo.answers.events.assessed': None
  'cargo.answers.events.correction-asked': None
  'cargo.answers.events.referral': None
  'cargo.answers.events.referral-reminder': None
  'cargo.answers.events.referral-withdrawn': None
  'cargo.answers.events.do-not-load': None
  'cargo.answers.events.held': None
  'cargo.answers.events.lifted': None
  'cargo.answers.states.waiting': None
  'cargo.answers.states.delivered': None
  'cargo.answers.states.pulled': None
  'cargo.answers.states.replaced': None
  'cargo.answers.states.failed': None
  'cargo.answers.attempts': { count: number }
  'cargo.inspection.ofGoods': None
  'cargo.inspection.ordered': None
  'cargo.inspection.openOrder': None
  'cargo.inspection.showResults': None
  'cargo.seen.first': None
  'cargo.seen.before': { count: number; since: Word; filers: number }
  'cargo.seen.kinds.pair': None
  'cargo.seen.kinds.route': None
  'cargo.seen.kinds.hsForConsignee': { code: Word }
  'cargo.seen.kinds.consignorAsConsignee': None
  'cargo.seen.kinds.consigneeAsConsignor': None
  'cargo.equipment.statedBy': None
  'cargo.equipment.notStated': None
  'cargo.equipment.declared': None
  'cargo.equipment.verified': None
  'cargo.equipment.cell': None
  'cargo.equipment.others': None
  'cargo.equipment.otherBills': { count: number }
  'cargo.equipment.sealsOfGoods': None
  'cargo.equipment.full': None
  'cargo.equipment.empty': None
  'cargo.equipment.loads': None
  'cargo.equipment.faults.checkDigit': None
  'cargo.equipment.faults.noSeal': None
  'cargo.equipment.faults.sealsDiffer': None
  'cargo.equipment.faults.fullDiffers': None
  'cargo.equipment.faults.verifiedLess': None
  'cargo.equipment.faults.verifiedMore': None
  'cargo.message.title': None
  'cargo.message.case': None
  'cargo.message.back': None
  'cargo.message.raw': None
  'cargo.message.statuses.received': None
  'cargo.message.statuses.reading': None
  'cargo.message.statuses.read': None
  'cargo.message.statuses.partly-read': None
  'cargo.message.statuses.quarantined': None
  'cargo.message.bytes': { count: Word }
  'cargo.message.consignments': { count: number }
  'cargo.message.undeclared': { count: number }
  'cargo.message.maskedOn': { date: Word }
  'cargo.message.deleted': { date: Word }
  'cargo.message.empty': None
  'cargo.message.earlier': None
  'cargo.message.later': None
  'cargo.message.byte': { byte: Word }
  'cargo.message.findingsOrder': None
  'cargo.message.noFindings': None
  'cargo.message.quarantined': None
  'cargo.message.partly': None
  'cargo.undeclared.title': None
  'cargo.undeclared.count': { count: number }
  'cargo.undeclared.what': None
  'cargo.undeclared.none': None
  'cargo.undeclared.noneNext': None
  'cargo.undeclared.more': None
  'cargo.undeclared.container': None
  'cargo.undeclared.ports': None
  'cargo.undeclared.filled': None
  'cargo.undeclared.plan': None
  'cargo.undeclared.thisPlan': None
  'cargo.undeclared.known': None
  'cargo.undeclared.alone': None
  'cargo.undeclared.ofVoyage': None
  'cargo.capacity.what': None
  'cargo.capacity.before': None
  'cargo.capacity.after': None
  'cargo.capacity.summary': None
  'cargo.capacity.assessed': None
  'cargo.capacity.possible': None
  'cargo.capacity.noCommitment': None
  'cargo.capacity.above': None
  'cargo.capacity.aboveWhat': { count: number }
  'cargo.capacity.left': None
  'cargo.capacity.leftWhat': { count: number }
  'cargo.capacity.orders': None
  'cargo.capacity.ordersWhat': { orders: number; closed: Word }
  'cargo.capacity.committed': None
  'cargo.capacity.fixed': None
  'cargo.capacity.lanes': None
  'cargo.capacity.lane': None
  'cargo.capacity.count': None
  'cargo.capacity.share': None
  'cargo.capacity.expected': None
  'cargo.capacity.hours': None
  'cargo.capacity.hour': None
  'cargo.capacity.utc': None
  'cargo.capacity.hoursName': { count: number; clock: Word; most: Word }
  'cargo.capacity.reasons': None
  'cargo.capacity.noReasons': None
  'cargo.capacity.reason': None
  'cargo.capacity.strata': None
  'cargo.capacity.strataWhat': None
  'cargo.capacity.stratum': None
  'cargo.capacity.rate': None
  'cargo.capacity.drawn': None
  'cargo.capacity.selected': None
  'cargo.capacity.change': None
  'cargo.capacity.changeWho': None
  'cargo.capacity.coming': { n: number }
  'cargo.capacity.waiting': { n: number }
  'cargo.capacity.open': None
  'cargo.capacity.view': None
  'cargo.draws.title': None
  'cargo.draws.what': None
  'cargo.draws.none': None
  'cargo.draws.day': None
  'cargo.draws.commitment': None
  'cargo.draws.state': None
  'cargo.draws.result': None
  'cargo.draws.check': None
  'cargo.draws.secret': None
  'cargo.draws.revealed': None
  'cargo.draws.lost': None
  'cargo.draws.later': None
  'cargo.draws.counts': { selected: number; drawn: number }
  'cargo.draws.insecure': { command: Word }
  'cargo.draws.key': None
  'cargo.draws.how': { command: Word }
  'cargo.draws.run': None
  'cargo.draws.fits': None
  'cargo.draws.fitsNot': None
  'cargo.draws.countsFit': None
  'cargo.draws.countsFitNot': None
  'cargo.draws.checked': { count: number; faults: number }
  'cargo.draws.faults.random-missed': None
  'cargo.draws.faults.not-random': None
  'cargo.draws.faults.not-exploration': None
  'cargo.draws.one': None
  'cargo.draws.compute': None
  'cargo.draws.oneIs': { random: Word; explore: Word; rate: Word }
  'cargo.filers.what': None
  'cargo.filers.none': None
  'cargo.filers.noneNext': None
  'cargo.filers.tier': None
  'cargo.filers.tiers.known': None
  'cargo.filers.tiers.other': None
  'cargo.filers.kinds.carrier': None
  'cargo.filers.kinds.forwarder': None
  'cargo.filers.kinds.express': None
  'cargo.filers.kinds.postal': None
  'cargo.filers.kinds.declarant': None
  'cargo.filers.quality': None
  'cargo.filers.defective': None
  'cargo.filers.late': None
  'cargo.filers.open': None
  'cargo.filers.missed': None
  'cargo.filers.found': None
  'cargo.filers.of': { n: number; all: number }
  'cargo.filers.carriers': None
  'cargo.filers.webhook': None
  'cargo.filers.pulls': None
  'cargo.filers.figures': None
  'cargo.filers.notMeasured': None
  'cargo.filers.qualityWhat': { share: Word; n: number; all: number }
  'cargo.filers.lateWhat': { share: Word; n: number; all: number }
  'cargo.filers.questionsWhat': { open: number; answered: number; missed: number; withdrawn: number }
  'cargo.filers.answersWhat': { sent: number; pulled: number; waiting: number; failed: number }
  'cargo.filers.inspectionsWhat': { found: number; nothingFound: number; dataError: number; open: number }
  'cargo.filers.notMade': None
  'cargo.filers.months': None
  'cargo.filers.month': None
  'cargo.filers.filings': None
  'cargo.filers.withDefect': None
  'cargo.filers.without': None
  'cargo.filers.cut': None
  'cargo.filers.monthsName': { count: number; defective: number }
  'cargo.filers.codes': None
  'cargo.filers.noCodes': None
  'cargo.filers.code': None
  'cargo.filers.all': None
  'cargo.filers.moreCodes': { count: number }
  'cargo.filers.openTitle': None
  'cargo.filers.noOpen': None
  'cargo.filers.question': None
  'cargo.filers.letter': None
  'cargo.filers.letterWhat': None
  'cargo.filers.letterData': { all: number; n: number }
  'cargo.filers.letterLate': { late: number; timed: number }
  'cargo.filers.letterCodes': { codes: Word }
  'cargo.filers.letterQuestions': { open: number; missed: number }
  'cargo.rules.title': None
  'cargo.rules.write': None
  'cargo.rules.find': None
  'cargo.rules.column.state': None
  'cargo.rules.column.rule': None
  'cargo.rules.column.author': None
  'cargo.rules.column.ends': None
  'cargo.rules.column.hits': None
  'cargo.rules.column.found': None
  'cargo.rules.column.capacity': None
  'cargo.rules.column.insert': None
  'cargo.rules.column.value': None
  'cargo.rules.column.type': None
  'cargo.rules.column.term': None
  'cargo.rules.column.before': None
  'cargo.rules.column.after': None
  'cargo.rules.column.version': None
  'cargo.rules.column.approver': None
  'cargo.rules.column.acts': None
  'cargo.rules.group.waits': { n: number }
  'cargo.rules.group.active': { n: number }
  'cargo.rules.group.draft': { n: number }
  'cargo.rules.group.ended': { n: number }
  'cargo.rules.group.built-in': { n: number }
  'cargo.rules.state.draft': None
  'cargo.rules.state.tested': None
  'cargo.rules.state.waits': None
  'cargo.rules.state.refused': None
  'cargo.rules.state.approved': None
  'cargo.rules.state.active': None
  'cargo.rules.state.replaced': None
  'cargo.rules.state.expired': None
  'cargo.rules.state.withdrawn': None
  'cargo.rules.emptyFilter': None
  'cargo.rules.clearFilter': None
  'cargo.rules.activeVersion': { n: number }
  'cargo.rules.ofNode': None
  'cargo.rules.notInspected': None
  'cargo.rules.noOrders': None
  'cargo.rules.orders': { n: number }
  'cargo.rules.share': { percent: number }
  'cargo.rules.effectOf': { effect: Choice; lane: Choice }
  'cargo.rules.track': { positives: number; inspected: number; low: number; high: number }
  'cargo.rules.noEnd': None
  'cargo.rules.daysLeft': { n: number }
  'cargo.rules.builtIn.arms-table': None
  'cargo.rules.builtIn.undeclared-equipment': None
  'cargo.rules.builtIn.officer-request': None
  'cargo.rules.builtIn.not-judged': None
  'cargo.rules.builtInWhat.arms-table': None
  'cargo.rules.builtInWhat.undeclared-equipment': None
  'cargo.rules.builtInWhat.officer-request': None
  'cargo.rules.builtInWhat.not-judged': None
  'cargo.rules.builtInNote': None
  'cargo.rules.expression': None
  'cargo.rules.expressionHint': None
  'cargo.rules.noFault': { fields: Choice }
  'cargo.rules.faults': { n: number }
  'cargo.rules.place': { line: number; column: number }
  'cargo.rules.fix': None
  'cargo.rules.condition': None
  'cargo.rules.basisAndDays': None
  'cargo.rules.save': None
  'cargo.rules.saveUnder': None
  'cargo.rules.term.title': None
  'cargo.rules.term.effect': None
  'cargo.rules.term.lane': None
  'cargo.rules.term.tag': None
  'cargo.rules.term.share': None
  'cargo.rules.term.most': None
  'cargo.rules.term.basis': None
  'cargo.rules.term.validFrom': None
  'cargo.rules.term.validUntil': None
  'cargo.rules.effects.case': None
  'cargo.rules.effects.lane': None
  'cargo.rules.effects.tag': None
  'cargo.rules.effectsWhat.case': None
  'cargo.rules.effectsWhat.lane': None
  'cargo.rules.effectsWhat.tag': None
  'cargo.rules.shareHint': None
  'cargo.rules.mostHint': None
  'cargo.rules.tagHint': None
  'cargo.rules.fromHint': None
  'cargo.rules.untilHint': None
  'cargo.rules.fault.title': None
  'cargo.rules.fault.expression': None
  'cargo.rules.fault.lane': None
  'cargo.rules.fault.tag': None
  'cargo.rules.fault.share': None
  'cargo.rules.fault.most': None
  'cargo.rules.fault.day': None
  'cargo.rules.fields': None
  'cargo.rules.functions': None
  'cargo.rules.insert': { words: Word }
  'cargo.rules.now': None
  'cargo.rules.type.string': None
  'cargo.rules.type.int': None
  'cargo.rules.type.double': None
  'cargo.rules.type.bool': None
  'cargo.rules.type.list': None
  'cargo.rules.function.has': None
  'cargo.rules.function.size': None
  'cargo.rules.function.double': None
  'cargo.rules.function.int': None
  'cargo.rules.function.re': None
  'cargo.rules.function.hsIn': None
  'cargo.rules.function.inTable': None
  'cargo.rules.function.days': None
  'cargo.rules.function.contains': None
  'cargo.rules.function.startsWith': None
  'cargo.rules.function.endsWith': None
  'cargo.rules.function.upperAscii': None
  'cargo.rules.function.lowerAscii': None
  'cargo.rules.function.exists': None
  'cargo.rules.function.all': None
  'cargo.rules.function.exists_one': None
  'cargo.rules.function.filter': None
  'cargo.rules.function.map': None
  'cargo.rules.newTitle': None
  'cargo.rules.newFacts': None
  'cargo.rules.one': None
  'cargo.rules.hitsOf': { n: number }
  'cargo.rules.newVersion': None
  'cargo.rules.stored': { n: number }
  'cargo.rules.noBasis': None
  'cargo.rules.days': None
  'cargo.rules.daysOf': { fromKnown: Choice; from: Word; untilKnown: Choice; until: Word }
  'cargo.rules.approval': None
  'cargo.rules.needsTest': None
  'cargo.rules.notAsked': None
  'cargo.rules.asked': { name: Word; when: Word }
  'cargo.rules.ownVersion': { names: Word }
  'cargo.rules.wasRefused': { name: Word; reason: Word }
  'cargo.rules.wasWithdrawn': { name: Word; hasReason: Choice; reason: Word }
  'cargo.rules.notNow': None
  'cargo.rules.reason': None
  'cargo.rules.replaces': { n: number }
  'cargo.rules.step.request.open': None
  'cargo.rules.step.request.title': { n: number }
  'cargo.rules.step.request.act': None
  'cargo.rules.step.request.body': None
  'cargo.rules.step.request.done': { n: number }
  'cargo.rules.step.approve.open': None
  'cargo.rules.step.approve.title': { n: number }
  'cargo.rules.step.approve.act': None
  'cargo.rules.step.approve.body': None
  'cargo.rules.step.approve.done': { n: number }
  'cargo.rules.step.refuse.open': None
  'cargo.rules.step.refuse.title': { n: number }
  'cargo.rules.step.refuse.act': None
  'cargo.rules.step.refuse.body': None
  'cargo.rules.step.refuse.done': { n: number }
  'cargo.rules.step.withdraw.open': None
  'cargo.rules.step.withdraw.title': { n: number }
  'cargo.rules.step.withdraw.act': None
  'cargo.rules.step.withdraw.body': None
  'cargo.rules.step.withdraw.done': { n: number }
  'cargo.rules.againstForce': { n: number }
  'cargo.rules.againstBefore': { n: number }
  'cargo.rules.sameCondition': None
  'cargo.rules.side.added': None
  'cargo.rules.side.removed': None
  'cargo.rules.versions': None
  'cargo.rules.history': None
  'cargo.rules.event.written': { name: Word; n: number }
  'cargo.rules.event.requested': { name: Word; n: number }
  'cargo.rules.event.approved': { name: Word; n: number }
  'cargo.rules.event.refused': { name: Word; n: number; reason: Word }
  'cargo.rules.event.withdrawn': { name: Word; n: number; hasReason: Choice; reason: Word }
  'cargo.rules.event.expired': { n: number }
  'cargo.rules.test.title': None
  'cargo.rules.test.none': None
  'cargo.rules.test.running': None
  'cargo.rules.test.counted': { done: Word; total: Word }
  'cargo.rules.test.failed': None
  'cargo.rules.test.what': None
  'cargo.rules.test.from': None
  'cargo.rules.test.to': None
  'cargo.rules.test.act': None
  'cargo.rules.test.read': { n: Word; from: Word; to: Word }
  'cargo.rules.test.enough': None
  'cargo.rules.test.notEnough': None
  'cargo.rules.test.incomplete': None
  'cargo.rules.test.unreadable': { n: number }
  'cargo.rules.test.hits': None
  'cargo.rules.test.hitsOf': { n: Word; percent: Word }
  'cargo.rules.test.perDay': None
  'cargo.rules.test.perDayOf': { mean: Word; most: Word }
  'cargo.rules.test.onlyThis': None
  'cargo.rules.test.found': None
  'cargo.rules.test.ofAll': None
  'cargo.rules.test.nothingFound': None
  'cargo.rules.test.share': { n: number; all: number }
  'cargo.rules.test.undetermined': None
  'cargo.rules.test.overlap': None
  'cargo.rules.test.both': None
  'cargo.rules.test.examples': None
  'cargo.rules.test.noExamples': None
  'cargo.rules.test.byDay': { step: Choice }
  'cargo.rules.test.byDayName': { step: Choice; all: number; most: number }
  'cargo.rules.test.day': None
  'cargo.ruleFault.not-well-formed': None
  'cargo.ruleFault.hidden-character': { character: Word }
  'cargo.ruleFault.source-too-long': { count: Word; most: Word }
  'cargo.ruleFault.too-many-parts': { most: Word }
  'cargo.ruleFault.too-deep': { most: Word }
  'cargo.ruleFault.list-too-long': { most: Word }
  'cargo.ruleFault.too-many-arguments': { most: Word }
  'cargo.ruleFault.too-hard-to-judge': None
  'cargo.ruleFault.loops-too-deep': { most: Word }
  'cargo.ruleFault.syntax': { detail: Word }
  'cargo.ruleFault.no-such-field': { name: Word }
  'cargo.ruleFault.no-such-field-near': { name: Word; nearest: Word }
  'cargo.ruleFault.no-parts': { name: Word }
  'cargo.ruleFault.group-as-value': { name: Word; nearest: Word }
  'cargo.ruleFault.name-taken': { name: Word }
  'cargo.ruleFault.computed-field': None
  'cargo.ruleFault.no-such-function': { name: Word }
  'cargo.ruleFault.no-such-function-near': { name: Word; nearest: Word }
  'cargo.ruleFault.use-re': None
  'cargo.ruleFault.use-has': None
  'cargo.ruleFault.has-needs-field': None
  'cargo.ruleFault.pattern-not-literal': None
  'cargo.ruleFault.pattern': { detail: Word }
  'cargo.ruleFault.prefix-not-digits': None
  'cargo.ruleFault.kind-of-literal': { text: Word }
  'cargo.ruleFault.number-too-large': { text: Word }
  'cargo.ruleFault.type': { detail: Word }
  'cargo.ruleFault.not-a-condition': { type: Word }
  'cargo.ruleFault.text-as-number': { name: Word }
  'cargo.ruleFault.party-place-alone': None
  'cargo.ruleFault.party-name-alone': None
  'cargo.ruleFault.group-words-alone': { word: Word }
  'cargo.models.title': None
  'cargo.models.what': None
  'cargo.models.none': None
  'cargo.models.noneNext': None
  'cargo.models.one': None
  'cargo.models.kind': { kind: Choice }
  'cargo.models.column.state': None
  'cargo.models.column.kind': None
  'cargo.models.column.trained': None
  'cargo.models.column.best': None
  'cargo.models.column.author': None
  'cargo.models.column.approver': None
  'cargo.models.column.feature': None
  'cargo.models.column.share': None
  'cargo.models.column.inspect': None
  'cargo.models.column.precision': None
  'cargo.models.column.recall': None
  'cargo.models.column.inForce': None
  'cargo.models.column.day': None
  'cargo.models.column.psi': None
  'cargo.models.column.found': None
  'cargo.models.column.alarms': None
  'cargo.models.train.title': { kind: Choice }
  'cargo.models.train.act': None
  'cargo.models.train.body': { rows: number }
  'cargo.models.labelled': { rows: number; positives: number }
  'cargo.models.needs': { kind: Choice; rows: number; positives: number }
  'cargo.models.trainedOn': { rows: number; positives: number }
  'cargo.models.bestOf': { share: number; found: number }
  'cargo.models.state.training': None
  'cargo.models.state.trained': None
  'cargo.models.state.active': None
  'cargo.models.state.retired': None
  'cargo.models.state.failed': None
  'cargo.models.askedBy': { name: Word; when: Word }
  'cargo.models.training': None
  'cargo.models.notTrained': None
  'cargo.models.until': None
  'cargo.models.seed': None
  'cargo.models.featuresVersion': None
  'cargo.models.hash': None
  'cargo.models.labelsNote': None
  'cargo.models.importance': None
  'cargo.models.importanceNote': None
  'cargo.models.percent': { n: Word }
  'cargo.models.moreFeatures': { n: number }
  'cargo.models.feature.route.share': None
  'cargo.models.feature.detour': None
  'cargo.models.feature.amendments': None
  'cargo.models.feature.lateAmendments': None
  'cargo.models.feature.valueAbsent': None
  'cargo.models.feature.chargeAbsent': None
  'cargo.models.feature.weekday': None
  'cargo.models.feature.night': None
  'cargo.models.feature.items': None
  'cargo.models.feature.codes': None
  'cargo.models.feature.dangerous': None
  'cargo.models.feature.toOrder': None
  'cargo.models.feature.consigneeIsAgent': None
  'cargo.models.feature.filer': None
  'cargo.models.feature.hs6': None
  'cargo.models.feature.quality': None
  'cargo.models.featureOf.pair': { one: Word; other: Word }
  'cargo.models.featureOf.size': { what: Word }
  'cargo.models.featureOf.onRoute': { what: Word }
  'cargo.models.featureOf.besideGoods': { what: Word }
  'cargo.models.featureOf.first': { what: Word }
  'cargo.models.featureOf.seen': { what: Word }
  'cargo.models.measure.value': None
  'cargo.models.measure.kgPerPiece': None
  'cargo.models.measure.kgPerM3': None
  'cargo.models.measure.kg': None
  'cargo.models.approval': None
  'cargo.models.ownModel': None
  'cargo.models.waits.training': None
  'cargo.models.waits.trained': None
  'cargo.models.waits.active': None
  'cargo.models.waits.retired': None
  'cargo.models.failure.training-interrupted': None
  'cargo.models.failure.training-data-too-small': None
  'cargo.models.figures': None
  'cargo.models.measured': { rows: number; positives: number; drawnRows: number; drawnPositives: number }
  'cargo.models.of.drawn': None
  'cargo.models.of.all': None
  'cargo.models.firstShare': { percent: number; k: number }
  'cargo.models.precision': { value: number; low: number; high: number }
  'cargo.models.knownRows': { n: number }
  'cargo.models.drift': None
  'cargo.models.noDrift': None
  'cargo.models.driftWhat': None
  'cargo.models.absent': { features: Word }
  'cargo.models.tooFew': None
  'cargo.models.forecast': { found: number; low: Word; high: Word }
  'cargo.models.noAlarm': None
  'cargo.models.alarm.hit-rate': None
  'cargo.models.alarm.scores': None
  'cargo.models.alarm.absent': None
  'cargo.models.driftNotice': { when: Word; alarms: Word }
  'cargo.models.trainKind.hit-rate-table': None
  'cargo.models.trainKind.boosted-trees': None
  'cargo.models.step.promote.open': None
  'cargo.models.step.promote.title': None
  'cargo.models.step.promote.act': None
  'cargo.models.step.promote.body': None
  'cargo.models.step.promote.done': None
  'cargo.models.step.retire.open': None
  'cargo.models.step.retire.title': None
  'cargo.models.step.retire.act': None
  'cargo.models.step.retire.body': None
  'cargo.models.step.retire.done': None
  'cargo.models.wasFailed': { reason: Word }
  'cargo.models.wasTakenOut': { name: Word; reason: Word }
  'cargo.rules.does': None
  'cargo.rules.fault.effect': None
  'cargo.rule.open': None
  'cargo.rules.shown.title': None
  'cargo.rules.shown.effect': None
  'cargo.rules.shown.tag': None
  'cargo.rules.shown.share': None
  'cargo.rules.shown.most': None
  'cargo.rules.shown.basis': None
  'cargo.rules.shown.validFrom': None
  'cargo.rules.shown.validUntil': None
  'cargo.list.lane': None
  'cargo.list.allLanes': None
  'cargo.inspection.emptyOpen': None
  'cargo.equipment.isCut': None
  'cargo.frame.ofCargo': None
  'cargo.frame.ofInspection': None
  'cargo.frame.teamNext': None
  'cargo.equipment.noNumber': None
  'cargo.assessment.applies': { title: Word }
  'cargo.inspection.form.reasonForm': None
  'cargo.problem-titles.rule-invalid': None
  'cargo.problem-titles.rule-limit': None
  'cargo.problem-titles.rule-state': None
  'cargo.problem-titles.rule-untested': None
  'cargo.problem-titles.rule-validity': None
  'cargo.problem-titles.contact-missing': None
  'cargo.problem-titles.questions-missing': None
  'cargo.problem-titles.referral-answered': None
  'cargo.problem-titles.referral-closed': None
  'cargo.problem-titles.version-outdated': None
  'cargo.problem-titles.model-state': None
  'cargo.problem-titles.training-data-too-small': None
  'cargo.problem-titles.table-invalid': None
  'cargo.problem-titles.table-state': None
  'cargo.problem-titles.draw-day-over': None
  'cargo.problem-titles.draw-secret': None
  'cargo.problem-titles.inspection-closed': None
  'cargo.problem-titles.inspection-photos': None
  'cargo.problem-titles.inspection-reason-missing': None
}
