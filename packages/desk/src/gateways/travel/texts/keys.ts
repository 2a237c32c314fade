// Written by `npm run texts` from the English texts.
import type { Choice, None, Word } from '../../../texts/places.ts'

/** The arguments of each text by key. */
export interface GatewayTexts {
  'travel.sender.formats': None
  'travel.sender.carriers': None
  'travel.sender.carriersHint': None
  'travel.sender.carriersWrong': None
  'travel.sender.formatsWhat': None
  'travel.sender.regime': { format: Word }
  'travel.sender.purposes': { format: Word }
  'travel.sender.purposesNone': None
  'travel.sender.callback': None
  'travel.sender.callbackHint': None
  'travel.sender.acknowledge': None
  'travel.sender.answerCodes': None
  'travel.sender.answerWhat': None
  'travel.sender.answer.ok-to-board': None
  'travel.sender.answer.further-check': None
  'travel.sender.answer.do-not-board': None
  'travel.sender.answer.insufficient-data': None
  'travel.sender.code': { outcome: Word }
  'travel.sender.text': { outcome: Word }
  'travel.sender.codeColumn.outcome': None
  'travel.sender.codeColumn.code': None
  'travel.sender.codeColumn.text': None
  'travel.sender.plain./callbackUrl': None
  'travel.sender.codeWrong': None
  'travel.letter.title': { carrier: Word }
  'travel.letter.hint': None
  'travel.letter.text': None
  'travel.letter.english': None
  'travel.letter.copy': None
  'travel.letter.copied': None
  'travel.letter.notCopied': None
  'travel.letter.save': None
  'travel.letter.close': None
  'travel.letter.reading': None
  'travel.letter.words.opening': { about: Word }
  'travel.letter.words.missing': { sentence: Word }
  'travel.letter.words.message': { format: Choice; receivedAt: Word }
  'travel.letter.words.finding': { place: Choice; message: Word; code: Word }
  'travel.letter.words.place': { tag: Choice; segment: Word }
  'travel.letter.words.nothing': None
  'travel.letter.words.closing': None
  'travel.case.roles.passenger': None
  'travel.case.roles.crew': None
  'travel.case.roles.transit-passenger': None
  'travel.case.roles.transit-crew': None
  'travel.case.seat': { role: Word; seat: Word }
  'travel.case.leaves': { clock: Word; place: Word; offset: Word }
  'travel.case.leavesOther': { date: Word; clock: Word; place: Word; offset: Word }
  'travel.case.leavesLocal': { clock: Word }
  'travel.case.leavesUnknown': None
  'travel.case.born': { date: Word }
  'travel.case.partialMonth': { date: Word }
  'travel.case.passport': { issuer: Word }
  'travel.case.removed': None
  'travel.case.source.where': { format: Word; received: Word; segment: Word }
  'travel.case.source.elsewhere': None
  'travel.case.source.failed': None
  'travel.case.journey': None
  'travel.case.screened': None
  'travel.case.legNotScreened': None
  'travel.case.noJourney': None
  'travel.case.booking': None
  'travel.case.locator': { locator: Word; carrier: Word }
  'travel.case.bookedAt': { date: Word }
  'travel.case.cancelled': None
  'travel.case.noBooking': None
  'travel.case.inBooking': { count: number }
  'travel.case.linked': None
  'travel.case.linkedBy.phone': None
  'travel.case.linkedBy.email': None
  'travel.case.linkedBy.card': None
  'travel.case.linkedBy.address': None
  'travel.case.noLinked': None
  'travel.case.documents': None
  'travel.case.documentKinds.P': None
  'travel.case.documentKinds.I': None
  'travel.case.documentKinds.A': None
  'travel.case.documentKinds.C': None
  'travel.case.documentKinds.V': None
  'travel.case.documentKinds.AC': None
  'travel.case.documentOther': None
  'travel.case.expires': { date: Word }
  'travel.case.issuer': { state: Word }
  'travel.case.noDocuments': None
  'travel.case.versions': None
  'travel.case.version': { number: Word }
  'travel.case.absent': None
  'travel.case.fieldChange': { field: Word }
  'travel.case.recordFields.seat': None
  'travel.case.recordFields.state': None
  'travel.case.recordFields.surname': None
  'travel.case.recordFields.given': None
  'travel.case.recordFields.birthDate': None
  'travel.case.recordFields.nationality': None
  'travel.case.recordFields.otherNationalities': None
  'travel.case.recordFields.contacts': None
  'travel.case.recordFields.addresses': None
  'travel.case.recordFields.sex': None
  'travel.case.recordFields.documents': None
  'travel.case.recordFields.reservations': None
  'travel.case.recordFields.journey': None
  'travel.case.recordFields.role': None
  'travel.case.openMessage': None
  'travel.case.answers': None
  'travel.case.noAnswers': None
  'travel.case.answerKinds.response': None
  'travel.case.answerKinds.unsolicited': None
  'travel.case.answerKinds.acknowledgement': None
  'travel.case.answerLine': { text: Word; how: Word }
  'travel.case.deadlineSoon': { minutes: Word }
  'travel.decision.acts.ok-to-board.name': None
  'travel.decision.acts.ok-to-board.record': None
  'travel.decision.acts.ok-to-board.report': None
  'travel.decision.acts.further-check.name': None
  'travel.decision.acts.further-check.record': None
  'travel.decision.acts.further-check.report': None
  'travel.decision.acts.do-not-board.name': None
  'travel.decision.acts.do-not-board.record': None
  'travel.decision.acts.do-not-board.report': None
  'travel.decision.acts.detain.name': None
  'travel.decision.acts.detain.record': None
  'travel.decision.acts.detain.report': None
  'travel.decision.acts.ok-to-board.consequence': { source: Word }
  'travel.decision.acts.further-check.consequence': None
  'travel.decision.acts.do-not-board.consequence': None
  'travel.decision.acts.detain.consequence': None
  'travel.decision.acts.do-not-board.asked': None
  'travel.decision.acts.detain.asked': None
  'travel.decision.acts.do-not-board.agree': None
  'travel.decision.acts.do-not-board.agreeLine': None
  'travel.decision.acts.detain.agree': None
  'travel.decision.acts.detain.agreeLine': None
  'travel.decision.sent.no.not-same.name': None
  'travel.decision.sent.no.not-same.line': None
  'travel.decision.sent.no.further-check.name': None
  'travel.decision.sent.no.further-check.line': None
  'travel.decision.sent.mistaken': None
  'travel.decision.sent.under': { source: Word }
  'travel.decision.sent.underAdverse': { clock: Choice }
  'travel.decision.sent.withoutSecond': { clock: Choice }
  'travel.decision.sent.told': { delivered: Choice; until: Choice; answer: Word; sent: Word }
  'travel.decision.sent.noAnswer': None
  'travel.decision.sent.disagreed': None
  'travel.decision.sent.disagreedOthers': None
  'travel.decision.sent.reopen': None
  'travel.decision.reasonNames.different-person': None
  'travel.decision.reasonNames.document-differs': None
  'travel.decision.reasonNames.birth-date-differs': None
  'travel.decision.reasonNames.known-namesake': None
  'travel.decision.reasonNames.identity-unclear': None
  'travel.decision.reasonNames.document-to-be-seen': None
  'travel.decision.reasonNames.data-incomplete': None
  'travel.decision.reasonNames.time-short': None
  'travel.decision.reasonNames.same-document': None
  'travel.decision.reasonNames.same-person-evidence': None
  'travel.decision.acts.do-not-board.done': None
  'travel.decision.acts.detain.done': None
  'travel.evidence.overdueAnswer': None
  'travel.find.groups.person': None
  'travel.find.groups.flight': None
  'travel.find.groups.locator': None
  'travel.find.groups.document': None
  'travel.find.one.person': None
  'travel.find.one.flight': None
  'travel.find.one.locator': None
  'travel.find.one.document': None
  'travel.find.named.person': None
  'travel.find.named.flight': None
  'travel.find.looks.flight': None
  'travel.find.looks.locator': None
  'travel.find.looks.document': None
  'travel.find.flight': { day: Choice; time: Word; declared: Choice; people: number }
  'travel.flights.title': None
  'travel.flights.yesterday': None
  'travel.flights.today': None
  'travel.flights.tomorrow': None
  'travel.flights.daySwitch': None
  'travel.flights.otherDay': None
  'travel.flights.filter': None
  'travel.flights.filterHint': None
  'travel.flights.stateFilter': None
  'travel.flights.state.late': None
  'travel.flights.state.incomplete': None
  'travel.flights.state.check': None
  'travel.flights.state.complete': None
  'travel.flights.state.expected': None
  'travel.flights.state.closed': None
  'travel.flights.state.cancelled': None
  'travel.flights.stateCount.late': { n: Word }
  'travel.flights.stateCount.incomplete': { n: Word }
  'travel.flights.stateCount.check': { n: Word }
  'travel.flights.missed': { count: number; slots: Word }
  'travel.flights.hoursBefore': { hours: Word }
  'travel.flights.stateCount.complete': { n: Word }
  'travel.flights.stateCount.expected': { n: Word }
  'travel.flights.stateCount.closed': { n: Word }
  'travel.flights.stateCount.cancelled': { n: Word }
  'travel.flights.legend': None
  'travel.flights.tableName': None
  'travel.flights.column.state': None
  'travel.flights.column.flight': None
  'travel.flights.column.route': None
  'travel.flights.column.leaves': None
  'travel.flights.column.messages': None
  'travel.flights.column.parts': None
  'travel.flights.column.people': None
  'travel.flights.column.cases': None
  'travel.flights.column.wrong': None
  'travel.flights.routeName': { from: Word; to: Word }
  'travel.flights.slot.48': None
  'travel.flights.slot.24': None
  'travel.flights.slot.12': None
  'travel.flights.slot.1': None
  'travel.flights.slot.C': None
  'travel.flights.slot.X': None
  'travel.flights.slotState.received': None
  'travel.flights.slotState.part': None
  'travel.flights.slotState.missing': None
  'travel.flights.slotState.not-due': None
  'travel.flights.slotName': { slot: Word; state: Word }
  'travel.flights.slotsName': { slots: Word }
  'travel.flights.parts': { received: Word; expected: Word }
  'travel.flights.peopleName': { read: Word; declared: Word }
  'travel.flights.casesOf': { n: number }
  'travel.flights.findings': { n: number }
  'travel.flights.noZone': { time: Word }
  'travel.flights.unknownTime': None
  'travel.flights.emptyDay': None
  'travel.flights.emptyDayNext': None
  'travel.flights.emptyFilter': None
  'travel.flights.emptyFilterNext': { n: number }
  'travel.flights.clearFilter': None
  'travel.flights.nowLate': { flight: Word }
  'travel.flights.moreLate': { n: number }
  'travel.flights.more': None
  'travel.flights.schedule.button': None
  'travel.flights.schedule.title': None
  'travel.flights.schedule.hint': None
  'travel.flights.schedule.loading': { name: Word }
  'travel.flights.schedule.done': { n: number }
  'travel.flights.schedule.rejected': { n: number }
  'travel.flights.schedule.line': None
  'travel.flights.schedule.reason': None
  'travel.flights.schedule.code': None
  'travel.flights.schedule.close': None
  'travel.flights.one.crumb': None
  'travel.flights.one.leaves': None
  'travel.flights.one.people': { n: number }
  'travel.flights.one.declared': { n: Word }
  'travel.flights.one.letter': None
  'travel.flights.one.letterAbout': { date: Choice; flight: Word; from: Word; to: Word }
  'travel.flights.one.wrongTitle': None
  'travel.flights.one.peopleTitle': None
  'travel.flights.one.peopleFilter.all': None
  'travel.flights.one.peopleFilter.cases': None
  'travel.flights.one.peopleFilter.removed': None
  'travel.flights.one.peopleFilterName': None
  'travel.flights.one.messagesTitle': None
  'travel.flights.one.column.person': None
  'travel.flights.one.column.role': None
  'travel.flights.one.column.document': None
  'travel.flights.one.column.seat': None
  'travel.flights.one.column.hit': None
  'travel.flights.one.column.case': None
  'travel.flights.one.column.answer': None
  'travel.flights.one.role.passenger': None
  'travel.flights.one.role.crew': None
  'travel.flights.one.role.transit-passenger': None
  'travel.flights.one.role.transit-crew': None
  'travel.flights.one.answer.ok-to-board': None
  'travel.flights.one.answer.further-check': None
  'travel.flights.one.answer.do-not-board': None
  'travel.flights.one.answer.insufficient-data': None
  'travel.flights.one.removed': None
  'travel.flights.one.maskedPerson': None
  'travel.flights.one.noPeople': None
  'travel.flights.one.noPeopleNext': None
  'travel.flights.one.noPeopleFilter': None
  'travel.flights.one.noMessages': None
  'travel.flights.one.noMessagesNext': None
  'travel.joined.title': None
  'travel.joined.fromMessages': { count: number }
  'travel.joined.sourceOn': { source: Word; days: Word }
  'travel.joined.source.PAXLST': None
  'travel.joined.source.PNRGOV': None
  'travel.joined.source.check-in': None
  'travel.joined.statement': { source: Word; sender: Word }
  'travel.joined.rule.same-record': None
  'travel.joined.rule.document': None
  'travel.joined.rule.passenger-reference': None
  'travel.joined.rule.locator-and-name': None
  'travel.joined.rule.name-and-birth-date': None
  'travel.joined.first': None
  'travel.joined.separated': None
  'travel.joined.message': { at: Word }
  'travel.joined.another': None
  'travel.joined.anotherOf': { statement: Word; at: Word }
  'travel.joined.dialog.title': None
  'travel.joined.dialog.which': None
  'travel.joined.dialog.statement': { source: Word; sender: Word; at: Word }
  'travel.joined.dialog.counted': { apart: number; stays: number }
  'travel.joined.dialog.none': None
  'travel.joined.dialog.all': None
  'travel.joined.dialog.reason': None
  'travel.joined.dialog.note': None
  'travel.joined.dialog.act': None
  'travel.joined.dialog.notNow': None
  'travel.message.pageTitle': None
  'travel.message.crumb': None
  'travel.message.title': { format: Choice; sender: Word }
  'travel.message.status.received': None
  'travel.message.status.read': None
  'travel.message.status.partly-read': None
  'travel.message.status.quarantined': None
  'travel.message.quarantinedChip': { count: number }
  'travel.message.received': { clock: Word }
  'travel.message.bytes': { count: Word }
  'travel.message.flightPart': { part: Word }
  'travel.message.lastPart': None
  'travel.message.version': { count: number }
  'travel.message.readableUntilMasked': { masked: Word; deleted: Word }
  'travel.message.readableUntilDeleted': { date: Word }
  'travel.message.toBeDeleted': { date: Word }
  'travel.message.about': { format: Choice; received: Word }
  'travel.message.readAgain': None
  'travel.message.letter': None
  'travel.message.tabs.raw': None
  'travel.message.tabs.read': None
  'travel.message.tabs.answer': None
  'travel.message.tabsName': None
  'travel.message.people': { count: number }
  'travel.message.rawLabel': None
  'travel.message.segmentOf': { at: Word; of: Word }
  'travel.message.segments': { of: Word }
  'travel.message.finding': None
  'travel.message.backToCase': None
  'travel.message.goTo': None
  'travel.message.window': { from: Word; to: Word; of: Word }
  'travel.message.earlier': None
  'travel.message.later': None
  'travel.message.quarantined': { from: Word; to: Word }
  'travel.message.quarantinedName': None
  'travel.message.empty': None
  'travel.message.findings': None
  'travel.message.findingsOrder': None
  'travel.message.segment': { number: Word }
  'travel.message.noPlace': None
  'travel.message.severity.info': None
  'travel.message.severity.notice': None
  'travel.message.severity.warning': None
  'travel.message.severity.error': None
  'travel.message.noFindings': None
  'travel.message.quarantinedWholeTitle': None
  'travel.message.quarantinedWhole': { bytes: Word }
  'travel.message.quarantinedPartTitle': { count: number }
  'travel.message.quarantinedPart': { ranges: Choice; people: number }
  'travel.message.range': { from: Word; to: Word }
  'travel.message.notYetTitle': None
  'travel.message.notYet': None
  'travel.message.newReadingTitle': { version: Word }
  'travel.message.newReading': None
  'travel.message.show': None
  'travel.message.keys.next': None
  'travel.message.keys.previous': None
  'travel.message.keys.goTo': None
  'travel.message.keys.back': None
  'travel.message.keys.turn': None
  'travel.message.keys.list': None
  'travel.message.read.label': None
  'travel.message.read.removed': { count: number }
  'travel.message.read.passengerList': { reference: Choice }
  'travel.message.read.reservation': { locator: Choice; carrier: Choice }
  'travel.message.read.counts': { people: number; crew: Word }
  'travel.message.read.declared': { count: Word }
  'travel.message.read.fields.name': None
  'travel.message.read.fields.birth': None
  'travel.message.read.fields.nationality': None
  'travel.message.read.fields.sex': None
  'travel.message.read.fields.document': None
  'travel.message.read.fields.seat': None
  'travel.message.read.fields.locator': None
  'travel.message.read.fields.rules': None
  'travel.message.read.rule': { field: Word; literal: Word; rule: Word }
  'travel.message.read.ruleCount': { count: number }
  'travel.message.read.rules.birth-date-century': None
  'travel.message.read.rules.birth-date-form': None
  'travel.message.read.rules.birth-date-partial': None
  'travel.message.read.rules.expiry-century': None
  'travel.message.read.rules.from-document': None
  'travel.message.read.rules.from-infant-service': None
  'travel.message.read.rules.infant-sex': None
  'travel.message.read.rules.surname-prefix': None
  'travel.message.read.rules.title-after-blank': None
  'travel.message.read.rules.title-glued': None
  'travel.message.read.fieldNames.given': None
  'travel.message.read.fieldNames.surname': None
  'travel.message.read.fieldNames.birthDate': None
  'travel.message.read.fieldNames.nationality': None
  'travel.message.read.fieldNames.sex': None
  'travel.message.read.fieldNames.expires': None
  'travel.message.read.ofDocument': { field: Word; place: Word }
  'travel.message.read.unknown': None
  'travel.message.read.find': None
  'travel.message.read.findName': { name: Word }
  'travel.message.read.notFound': None
  'travel.message.read.more': { count: Word }
  'travel.message.read.none': None
  'travel.message.answer.label': None
  'travel.message.answer.none': None
  'travel.message.answer.noneNext': None
  'travel.message.again.title': None
  'travel.message.again.body': None
  'travel.message.again.comparing': None
  'travel.message.again.same': None
  'travel.message.again.first': None
  'travel.message.again.people': { added: number; removed: Word }
  'travel.message.again.fields': { count: number }
  'travel.message.again.findings': { before: Word; after: Word }
  'travel.message.again.place': None
  'travel.message.again.before': None
  'travel.message.again.after': None
  'travel.message.again.absent': None
  'travel.message.again.more': { count: Word }
  'travel.message.again.act': None
  'travel.message.again.cancel': None
  'travel.message.again.reading': None
  'travel.message.again.started': None
  'travel.messages.title': None
  'travel.messages.order': None
  'travel.messages.status.received': None
  'travel.messages.status.read': None
  'travel.messages.status.partly-read': None
  'travel.messages.status.quarantined': None
  'travel.messages.statusFilter': None
  'travel.messages.filter.all': None
  'travel.messages.filterCount': { count: Choice; state: Word }
  'travel.messages.search': None
  'travel.messages.nothing': { words: Word }
  'travel.messages.nothingNext': None
  'travel.messages.today': { day: Word }
  'travel.messages.filter.quarantined': None
  'travel.messages.filter.partly-read': None
  'travel.messages.filter.received': None
  'travel.messages.filter.read': None
  'travel.messages.sender': None
  'travel.messages.allSenders': None
  'travel.messages.tableName': None
  'travel.messages.column.status': None
  'travel.messages.column.received': None
  'travel.messages.column.sender': None
  'travel.messages.column.format': None
  'travel.messages.column.flight': None
  'travel.messages.column.people': None
  'travel.messages.column.findings': None
  'travel.messages.column.cases': None
  'travel.messages.column.act': None
  'travel.messages.unknownFormat': None
  'travel.messages.part': { number: Word }
  'travel.messages.lastPart': { number: Word }
  'travel.messages.reservations': { n: number }
  'travel.messages.findings.error': { n: number }
  'travel.messages.findings.warning': { n: number }
  'travel.messages.findings.notice': { n: number }
  'travel.messages.findings.info': { n: number }
  'travel.messages.channel.https': None
  'travel.messages.channel.folder': None
  'travel.messages.channel.interactive': None
  'travel.messages.masked': None
  'travel.messages.readAgain': None
  'travel.messages.readAgainName': { from: Word; at: Word }
  'travel.messages.reading': None
  'travel.messages.readAgainStarted': { from: Word; at: Word }
  'travel.messages.more': None
  'travel.messages.empty': None
  'travel.messages.emptyNext': None
  'travel.messages.emptyFilter': None
  'travel.messages.emptyFilterNext': None
  'travel.messages.clearFilter': None
  'travel.overdue.flights': None
  'travel.overdue.messages': None
  'travel.oversight.alarms.codes.interactive-timeout': None
  'travel.print.facts.otherScript': None
  'travel.print.facts.role': None
  'travel.print.facts.flight': None
  'travel.print.facts.leaves': None
  'travel.print.facts.documents': None
  'travel.queue.emptyFlights': None
  'travel.record.crumb': None
  'travel.record.roleName.passenger': None
  'travel.record.roleName.crew': None
  'travel.record.roleName.transit-passenger': None
  'travel.record.roleName.transit-crew': None
  'travel.record.refused': None
  'travel.record.maskedTitle': { role: Word }
  'travel.record.maskedSince': { date: Word }
  'travel.record.removed': None
  'travel.record.seat': { seat: Word }
  'travel.record.toBeMasked': { date: Word }
  'travel.record.toBeDeleted': { date: Word }
  'travel.record.maskedHead': None
  'travel.record.maskedHeadOther': None
  'travel.record.maskedWhat': None
  'travel.record.content': None
  'travel.record.notSaid': None
  'travel.record.title': None
  'travel.record.where': None
  'travel.record.whereName': { field: Word }
  'travel.record.field.surname': None
  'travel.record.field.given': None
  'travel.record.field.middle': None
  'travel.record.field.title': None
  'travel.record.field.birthDate': None
  'travel.record.field.birthPlace': None
  'travel.record.field.sex': None
  'travel.record.field.nationality': None
  'travel.record.field.otherNationalities': None
  'travel.record.field.residence': None
  'travel.record.field.employment': None
  'travel.record.field.earlierName': None
  'travel.record.field.earlierDocument': None
  'travel.record.field.earlierContact': None
  'travel.record.field.earlierAddress': None
  'travel.record.field.earlierFlight': None
  'travel.record.field.document': None
  'travel.record.field.phone': None
  'travel.record.field.email': None
  'travel.record.field.address': None
  'travel.record.field.contacts': None
  'travel.record.field.card': None
  'travel.record.field.payment': None
  'travel.record.field.frequentFlyer': None
  'travel.record.field.embarkation': None
  'travel.record.field.debarkation': None
  'travel.record.field.clearance': None
  'travel.record.field.seat': None
  'travel.record.field.bags': None
  'travel.record.field.tickets': None
  'travel.record.field.locator': None
  'travel.record.field.travellerType': None
  'travel.record.field.uniqueReference': None
  'travel.record.messages': None
  'travel.record.messageOf': { format: Word; at: Word }
  'travel.record.segment': { n: Word }
  'travel.record.case': None
  'travel.pages.flights': None
  'travel.pages.messages': None
  'travel.badgeLate': { count: Word }
  'travel.badgeHeld': { count: Word }
  'travel.evidence.compare.onRecord': None
  'travel.evidence.compare.shortRecord': None
  'travel.evidence.compare.notOnRecord': None
  'travel.log.types.message.receive': None
  'travel.reasons.relative': { count: Word; surname: Word }
  'travel.reasons.typed': None
  'travel.findings.more': { count: Word; code: Word }
  'travel.findings.UNA_DAMAGED': None
  'travel.findings.SEGMENT_GLUED': None
  'travel.findings.RELEASE_DANGLING': None
  'travel.findings.TEXT_OUTSIDE_INTERCHANGE': None
  'travel.findings.TYPE_B_HEADER': None
  'travel.findings.LOCATOR_MISSING': None
  'travel.findings.CONTACT_UNREADABLE': None
  'travel.findings.PERSON_WITHOUT_DOCUMENT': None
  'travel.findings.PERSON_PLACEHOLDER': None
  'travel.findings.PERSON_FROM_SSR': None
  'travel.findings.DOCUMENT_MOVED_TO_INFANT': None
  'travel.findings.DOCUMENT_EXPIRED': None
  'travel.case.person.same': { count: number }
  'travel.case.flownAs': { carrier: Word; number: Word }
  'travel.case.soldAs': { carrier: Word; number: Word }
  'travel.case.notBegun': None
  'travel.case.legTime': { date: Word; clock: Word }
  'travel.case.ground': { hours: number; minutes: number; place: Word }
  'travel.case.messages.title': None
  'travel.case.messages.none': None
  'travel.case.messages.what': { segment: Choice; format: Word }
  'travel.case.messages.segments': None
  'travel.case.messages.whole': None
  'travel.timeline.list': None
  'travel.timeline.check-in': None
  'travel.timeline.push': { hours: Word }
  'travel.timeline.update': None
  'travel.timeline.missing': { hours: Word }
  'travel.timeline.missing-check-in': None
  'travel.timeline.known.name': None
  'travel.timeline.known.birth-date': None
  'travel.timeline.known.document': None
  'travel.timeline.known.booking': None
  'travel.timeline.known.contact': None
  'travel.timeline.known.payment': None
  'travel.timeline.known.address': None
  'travel.timeline.known.seat': None
  'travel.timeline.known.bag': None
  'travel.timeline.short.list': None
  'travel.timeline.short.check-in': None
  'travel.timeline.short.push': { hours: Word }
  'travel.timeline.short.update': None
  'travel.timeline.short.missing': { hours: Word }
  'travel.timeline.short.missing-check-in': None
  'travel.case.links.columns.where': None
  'travel.case.legs': None
  'travel.queue.name': None
  'travel.queue.who': None
  'travel.queue.overdue': None
  'travel.queue.doors': { clock: Word }
  'travel.queue.lands': { left: Word; lands: Word }
  'travel.queue.landed': { clock: Word }
  'travel.queue.leaves': { clock: Word }
  'travel.queue.more': { count: number }
  'travel.queue.filters.on': None
  'travel.queue.filters.onHint': None
  'travel.queue.filters.filer': None
  'travel.queue.filters.filerHint': None
  'travel.queue.filters.route': None
  'travel.queue.filters.routeHint': None
  'travel.queue.facts.flight': None
  'travel.queue.facts.route': None
  'travel.queue.facts.document': None
  'travel.queue.unknown': None
  'travel.remarks.unnamed': None
  'travel.remarks.noList': None
  'travel.remarks.noPush': { hours: Word }
  'travel.remarks.lastPart': { listed: Choice; count: Word }
  'travel.remarks.parts': { parts: Word; of: Word; listed: Choice }
  'travel.remarks.fewerNamed': { listed: Choice; count: Word; of: Word }
  'travel.remarks.nobody': None
  'travel.remarks.more': { count: Word; of: Word }
  'travel.remarks.fewer': { count: Word; of: Word }
  'travel.remarks.boarded': { count: Word; of: Word }
  'travel.stop.surface.travel-boarding': None
}
