// Written by `npm run texts` from the English texts.
import type { Choice, None, Tag, Word } from './places.ts'

/** The arguments of each text by key. */
export interface DeskTexts {
  'admin.title': None
  'admin.what': None
  'admin.contentOf': { page: Word }
  'admin.tabsName': None
  'admin.tabs.accounts': None
  'admin.tabs.changes': None
  'admin.tabs.senders': None
  'admin.tabs.regimes': None
  'admin.once': None
  'admin.copy': None
  'admin.copied': None
  'admin.notCopied': None
  'admin.close': None
  'admin.seen': None
  'admin.fillIn': None
  'admin.notNow': None
  'admin.save': None
  'admin.saved': None
  'admin.accounts.new': None
  'admin.accounts.tableName': None
  'admin.accounts.count': { n: number }
  'admin.accounts.column.name': None
  'admin.accounts.column.person': None
  'admin.accounts.column.roles': None
  'admin.accounts.column.teams': None
  'admin.accounts.column.state': None
  'admin.accounts.column.last': None
  'admin.accounts.column.act': None
  'admin.accounts.state.active': None
  'admin.accounts.state.disabled': None
  'admin.accounts.state.suspended': None
  'admin.accounts.state.removal-pending': None
  'admin.accounts.pendingUntil': { at: Word }
  'admin.accounts.suspendedUntil': { at: Word }
  'admin.accounts.never': None
  'admin.accounts.noTeams': None
  'admin.accounts.awaitingSecond': None
  'admin.accounts.create.title': None
  'admin.accounts.create.name': None
  'admin.accounts.create.nameHint': None
  'admin.accounts.create.nameWrong': None
  'admin.accounts.create.owner': None
  'admin.accounts.create.newPerson': None
  'admin.accounts.create.knownPerson': None
  'admin.accounts.create.personName': None
  'admin.accounts.create.person': None
  'admin.accounts.create.personHint': None
  'admin.accounts.create.roles': None
  'admin.accounts.create.noRole': None
  'admin.accounts.create.rolesHint': None
  'admin.accounts.create.teams': None
  'admin.accounts.create.teamsHint': None
  'admin.accounts.create.act': None
  'admin.accounts.password.title': { name: Word }
  'admin.accounts.password.what': None
  'admin.accounts.password.label': None
  'admin.accounts.page.crumb': None
  'admin.accounts.page.unknown': None
  'admin.accounts.page.roles': None
  'admin.accounts.page.rolesWhat': None
  'admin.accounts.page.grant': None
  'admin.accounts.page.grantTitle': { name: Word }
  'admin.accounts.page.grantChoose': None
  'admin.accounts.page.grantAct': None
  'admin.accounts.page.revoke': None
  'admin.accounts.page.revokeName': { role: Word; name: Word }
  'admin.accounts.page.revokeTitle': { role: Word; name: Word }
  'admin.accounts.page.revokeWhat': None
  'admin.accounts.page.revokeAct': None
  'admin.accounts.page.state.active': None
  'admin.accounts.page.state.awaiting-second': None
  'admin.accounts.page.unsigned': None
  'admin.accounts.page.unsignedWhy': { why: Word }
  'admin.accounts.page.asked': None
  'admin.accounts.page.details': None
  'admin.accounts.page.access': None
  'admin.access.act.reset': None
  'admin.access.title.reset': { name: Word }
  'admin.access.what.reset': None
  'admin.access.go.reset': None
  'admin.access.act.disable': None
  'admin.access.title.disable': { name: Word }
  'admin.access.what.disable': None
  'admin.access.go.disable': None
  'admin.senders.new': None
  'admin.senders.tableName': None
  'admin.senders.count': { n: number }
  'admin.senders.column.name': None
  'admin.senders.column.regimes': None
  'admin.senders.column.callback': None
  'admin.senders.column.acknowledge': None
  'admin.senders.column.keys': None
  'admin.senders.column.last': None
  'admin.senders.noCallback': None
  'admin.senders.yes': None
  'admin.senders.no': None
  'admin.senders.neverUsed': None
  'admin.senders.empty': None
  'admin.senders.emptyNext': None
  'admin.senders.create.title': None
  'admin.senders.create.name': None
  'admin.senders.create.nameHint': None
  'admin.senders.create.gateway': None
  'admin.senders.create.synthetic': None
  'admin.senders.create.syntheticHint': None
  'admin.senders.create.act': None
  'admin.senders.create.wait': None
  'admin.senders.page.crumb': None
  'admin.senders.page.unknown': None
  'admin.senders.page.keys': None
  'admin.senders.page.newKey': None
  'admin.senders.page.newKeyTitle': { name: Word }
  'admin.senders.page.newKeyWhat': None
  'admin.senders.page.newKeyAct': None
  'admin.senders.page.keyTitle': { name: Word }
  'admin.senders.page.keyWhat': None
  'admin.senders.page.keyLabel': None
  'admin.senders.page.keyColumn.key': None
  'admin.senders.page.keyColumn.made': None
  'admin.senders.page.keyColumn.used': None
  'admin.senders.page.keyColumn.state': None
  'admin.senders.page.keyColumn.act': None
  'admin.senders.page.noKeys': None
  'admin.senders.page.inUse': None
  'admin.senders.page.revoked': { at: Word }
  'admin.senders.page.revoke': None
  'admin.senders.page.revokeName': { key: Word }
  'admin.senders.page.revokeTitle': None
  'admin.senders.page.revokeWhat': { name: Word }
  'admin.senders.page.revokeAct': None
  'admin.senders.page.callbacks': None
  'admin.senders.page.callbacksWhat': None
  'admin.senders.page.newSecret': None
  'admin.senders.page.newSecretTitle': { name: Word }
  'admin.senders.page.newSecretWhat': None
  'admin.senders.page.newSecretAct': None
  'admin.senders.page.secretTitle': { name: Word }
  'admin.senders.page.secretLabel': None
  'admin.regimes.tableName': None
  'admin.regimes.what': None
  'admin.regimes.column.id': None
  'admin.regimes.column.law': None
  'admin.regimes.column.start': None
  'admin.regimes.column.mask': None
  'admin.regimes.column.delete': None
  'admin.regimes.column.purposes': None
  'admin.regimes.column.unmask': None
  'admin.regimes.start.receipt': None
  'admin.regimes.start.departure': None
  'admin.regimes.start.removal': None
  'admin.regimes.never': None
  'admin.regimes.none': None
  'admin.regimes.approver.supervisor': None
  'admin.regimes.approver.other-unit': None
  'admin.regimes.approver.competent-authority': None
  'admin.regimes.approver.judicial': None
  'admin.regimes.approver.none': None
  'admin.regimes.unverified': None
  'admin.regimes.duration.Y': { n: number }
  'admin.regimes.duration.M': { n: number }
  'admin.regimes.duration.D': { n: number }
  'admin.regimes.duration.H': { n: number }
  'admin.accounts.create.proposed': { name: Word }
  'admin.accounts.page.done': None
  'admin.accounts.page.gone': None
  'admin.accounts.page.goneHint': None
  'admin.access.act.suspend': None
  'admin.access.title.suspend': { name: Word }
  'admin.access.what.suspend': None
  'admin.access.go.suspend': None
  'admin.subject.title': None
  'admin.subject.none': None
  'admin.subject.tied': { subject: Word; issuer: Word; at: Word }
  'admin.subject.label': None
  'admin.subject.hint': None
  'admin.subject.act.tie': None
  'admin.subject.act.untie': None
  'admin.subject.heading.tie': { name: Word }
  'admin.subject.heading.untie': { name: Word }
  'admin.subject.what.tie': None
  'admin.subject.what.untie': None
  'admin.subject.go.tie': None
  'admin.subject.go.untie': None
  'admin.accounts.create.staffReference': None
  'admin.accounts.create.staffReferenceHint': None
  'admin.regimes.start.conclusion': None
  'admin.regimes.withoutEvidence': None
  'admin.regimes.withoutHit': { duration: Word }
  'admin.regimes.minors': None
  'agreements.title': None
  'agreements.count': { all: number; active: Word }
  'agreements.tableName': None
  'agreements.newAgreement': None
  'agreements.empty': None
  'agreements.emptyNext': None
  'agreements.column.title': None
  'agreements.column.parties': None
  'agreements.column.kinds': None
  'agreements.column.status': None
  'agreements.column.missing': None
  'agreements.column.until': None
  'agreements.status.draft': None
  'agreements.status.offered': None
  'agreements.status.active': None
  'agreements.status.suspended': None
  'agreements.status.ended': None
  'agreements.nobodyMissing': None
  'agreements.notOffered': None
  'agreements.version': { n: Word }
  'agreements.inForce': { state: Choice; version: Word; newest: Word }
  'agreements.one.crumb': None
  'agreements.one.says': None
  'agreements.one.parties': None
  'agreements.one.signedAt': { at: Word }
  'agreements.one.missing': None
  'agreements.one.gives': None
  'agreements.one.givesOnly': None
  'agreements.one.receivesOnly': None
  'agreements.one.neither': None
  'agreements.one.twoPeople': None
  'agreements.one.ourYes': None
  'agreements.one.approved': { name: Word; role: Word; at: Word }
  'agreements.one.versions': None
  'agreements.one.compare': None
  'agreements.one.compareNone': None
  'agreements.one.differences': { to: Word; from: Word }
  'agreements.one.same': None
  'agreements.one.column.term': None
  'agreements.one.column.before': None
  'agreements.one.column.after': None
  'agreements.one.column.effect': None
  'agreements.one.widens': None
  'agreements.one.narrows': None
  'agreements.one.neitherWay': None
  'agreements.one.olderMissing': None
  'agreements.one.offer': None
  'agreements.one.sign': None
  'agreements.one.suspend': None
  'agreements.one.resume': None
  'agreements.one.end': None
  'agreements.one.next': None
  'agreements.one.rewrite': None
  'agreements.one.preview.title': None
  'agreements.one.preview.note': None
  'agreements.one.preview.nothing': None
  'agreements.one.preview.asked': { n: number; more: Choice }
  'agreements.one.preview.to': None
  'agreements.one.preview.kind': None
  'agreements.one.preview.shared': None
  'agreements.one.preview.possible': None
  'agreements.one.preview.explain': None
  'agreements.one.preview.first': None
  'agreements.terms.title': None
  'agreements.terms.contributors': None
  'agreements.terms.receivers': None
  'agreements.terms.countries': None
  'agreements.terms.legalBasis': None
  'agreements.terms.kinds': None
  'agreements.terms.purposes': None
  'agreements.terms.maxTlp': None
  'agreements.terms.maxPap': None
  'agreements.terms.onward': None
  'agreements.terms.riskCountries': None
  'agreements.terms.children': None
  'agreements.terms.validFrom': None
  'agreements.terms.validUntil': None
  'agreements.terms.retention.maxDays': None
  'agreements.terms.retention.afterEnd': None
  'agreements.terms.review': None
  'agreements.terms.withdrawal': None
  'agreements.terms.feedback': None
  'agreements.terms.blindCheck': None
  'agreements.offer.title': { version: Word }
  'agreements.offer.what': { others: Word }
  'agreements.offer.act': None
  'agreements.offer.notNow': None
  'agreements.offer.done': None
  'agreements.sign.title': { version: Word }
  'agreements.sign.what': None
  'agreements.sign.act': None
  'agreements.sign.done': None
  'agreements.sign.second': None
  'agreements.end.title': None
  'agreements.end.what': None
  'agreements.end.reason': None
  'agreements.end.reasonHint': None
  'agreements.end.act': None
  'agreements.end.done': None
  'agreements.suspend.title': None
  'agreements.suspend.what': None
  'agreements.suspend.resumeTitle': None
  'agreements.suspend.resumeWhat': None
  'agreements.suspend.reason': None
  'agreements.suspend.reasonHint': None
  'agreements.suspend.act': None
  'agreements.suspend.resumeAct': None
  'agreements.suspend.done': None
  'agreements.suspend.resumed': None
  'agreements.form.newTitle': None
  'agreements.form.nextTitle': { version: Word }
  'agreements.form.rewriteTitle': { version: Word }
  'agreements.form.crumbNew': None
  'agreements.form.crumbNext': None
  'agreements.form.save': None
  'agreements.form.under': None
  'agreements.form.faults.empty': None
  'agreements.form.faults.not-a-day': None
  'agreements.form.faults.not-a-number': None
  'agreements.form.faults.not-chosen': None
  'agreements.form.faults.none-chosen': None
  'agreements.form.faults.too-few': None
  'agreements.form.plain./title': None
  'agreements.form.plain./legalBasis': None
  'agreements.form.plain./parties': None
  'agreements.form.plain./riskCountries': None
  'agreements.form.plain./retention/maxDays': None
  'agreements.form.plain./review/everyMonths': None
  'agreements.form.plain./withdrawal/stopWithinMinutes': None
  'agreements.form.plain./withdrawal/eraseWithinHours': None
  'agreements.form.plain./feedback/dueHours': None
  'agreements.form.plain./blindCheck/learns': None
  'agreements.form.plain./blindCheck/kinds': None
  'agreements.form.section.what': None
  'agreements.form.section.parties': None
  'agreements.form.section.terms': None
  'agreements.form.section.times': None
  'agreements.form.section.withdrawal': None
  'agreements.form.section.blind': None
  'agreements.form.field.title': None
  'agreements.form.field.legalBasis': None
  'agreements.form.field.legalBasisHint': None
  'agreements.form.field.kinds': None
  'agreements.form.field.purposes': None
  'agreements.form.field.party': { n: Word }
  'agreements.form.field.member': None
  'agreements.form.field.country': None
  'agreements.form.field.countryHint': None
  'agreements.form.field.type': None
  'agreements.form.field.types.state': None
  'agreements.form.field.types.platform': None
  'agreements.form.field.types.ngo': None
  'agreements.form.field.types.body': None
  'agreements.form.field.contribute': None
  'agreements.form.field.receive': None
  'agreements.form.field.addParty': None
  'agreements.form.field.removeParty': { n: Word }
  'agreements.form.field.maxTlp': None
  'agreements.form.field.maxPap': None
  'agreements.form.field.choose': None
  'agreements.form.field.onward': None
  'agreements.form.field.onwards.none': None
  'agreements.form.field.onwards.with-approval': None
  'agreements.form.field.onwards.same-terms': None
  'agreements.form.field.riskCountries': None
  'agreements.form.field.riskCountriesHint': None
  'agreements.form.field.children': None
  'agreements.form.field.childrenOf.excluded': None
  'agreements.form.field.childrenOf.allowed': None
  'agreements.form.field.validFrom': None
  'agreements.form.field.validUntil': None
  'agreements.form.field.validHint': None
  'agreements.form.field.utc': None
  'agreements.form.field.maxDays': None
  'agreements.form.field.afterEnd': None
  'agreements.form.field.afterEnds.erase': None
  'agreements.form.field.afterEnds.keep-until-retain-until': None
  'agreements.form.field.everyMonths': None
  'agreements.form.field.nextDue': None
  'agreements.form.field.stop': None
  'agreements.form.field.erase': None
  'agreements.form.field.feedback': None
  'agreements.form.field.dueHours': None
  'agreements.form.field.blind': None
  'agreements.form.field.learns': None
  'agreements.form.field.blindKinds': None
  'agreements.form.field.tellCount': None
  'agreements.form.field.single': None
  'agreements.form.field.batch': None
  'ask.title': None
  'ask.what': None
  'ask.times': None
  'ask.kind': None
  'ask.kinds.misidentification': None
  'ask.kinds.access': None
  'ask.kinds.correction': None
  'ask.kinds.deletion': None
  'ask.kinds.complaint': None
  'ask.about': None
  'ask.aboutUnknown': None
  'ask.name': None
  'ask.birthDate': None
  'ask.documents': None
  'ask.documentsHint': None
  'ask.number': None
  'ask.issuer': None
  'ask.neededBy': None
  'ask.text': None
  'ask.textHint': None
  'ask.channel': None
  'ask.channels.here': None
  'ask.channels.email': None
  'ask.channels.phone': None
  'ask.channels.post': None
  'ask.contact': None
  'ask.files': None
  'ask.filesHint': None
  'ask.choose': None
  'ask.chosen': { n: number }
  'ask.send': None
  'ask.under': None
  'ask.sent.title': None
  'ask.sent.keep': None
  'ask.reference': None
  'ask.secret': None
  'ask.print': None
  'ask.toState': None
  'ask.toForm': None
  'ask.state.title': None
  'ask.state.what': None
  'ask.state.show': None
  'ask.state.wrong': None
  'ask.state.now': None
  'ask.state.of.received': None
  'ask.state.of.identity-check': None
  'ask.state.of.assigned': None
  'ask.state.of.decided': None
  'ask.state.of.propagating': None
  'ask.state.of.closed': None
  'ask.state.due': None
  'ask.state.longer': None
  'ask.state.answer': None
  'ask.state.reasons': None
  'ask.state.outcome.upheld': None
  'ask.state.outcome.partly': None
  'ask.state.outcome.rejected': None
  'ask.state.outcome.neither-confirm-nor-deny': None
  'ask.state.onward': None
  'ask.language': None
  'attachments.title': None
  'attachments.what': None
  'attachments.none': None
  'attachments.add': None
  'attachments.column.file': None
  'attachments.column.pictures': None
  'attachments.column.added': None
  'attachments.column.act': None
  'attachments.formats.ansi-nist': None
  'attachments.formats.iso-19794-5': None
  'attachments.formats.iso-19794-4': None
  'attachments.formats.jpeg': None
  'attachments.formats.jpeg2000': None
  'attachments.edition': { format: Word; edition: Word }
  'attachments.modalities.face': None
  'attachments.modalities.fingerprint': None
  'attachments.modalities.iris': None
  'attachments.modalities.other': None
  'attachments.recordType': { n: Word }
  'attachments.pixels': { width: Word; height: Word }
  'attachments.resolution': { n: Word }
  'attachments.quality': { n: Word }
  'attachments.qualityFailed': None
  'attachments.qualityNotSaid': None
  'attachments.size': { kilobytes: Word }
  'attachments.noPicture': None
  'attachments.findings': { n: number }
  'attachments.findingAt': { byte: Word }
  'attachments.copy': None
  'attachments.copyOf': { format: Word; at: Word }
  'attachments.remove': None
  'attachments.removeOf': { format: Word; at: Word }
  'attachments.adding.title': None
  'attachments.adding.drop': None
  'attachments.adding.choose': None
  'attachments.adding.chosen': { name: Word; kilobytes: Word }
  'attachments.adding.home': None
  'attachments.adding.shared': None
  'attachments.adding.act': None
  'attachments.adding.notNow': None
  'attachments.adding.tooLarge': None
  'attachments.adding.done': None
  'attachments.copying.title': None
  'attachments.copying.what': None
  'attachments.copying.reason': None
  'attachments.copying.reasonHint': None
  'attachments.copying.act': None
  'attachments.copying.notNow': None
  'attachments.copying.done': { name: Word }
  'attachments.removing.title': None
  'attachments.removing.what': None
  'attachments.removing.act': None
  'attachments.removing.notNow': None
  'attachments.removing.done': None
  'authority.title': None
  'authority.complete': None
  'authority.singleOperator': None
  'authority.founding': { at: Word }
  'authority.grants': None
  'authority.column.person': None
  'authority.column.role': None
  'authority.column.granted': None
  'authority.column.factors': None
  'authority.how.founding': None
  'authority.how.quorum': { by: Word; names: Word }
  'authority.how.pastQuorum': None
  'authority.since': { at: Word }
  'authority.factor.passkey': None
  'authority.factor.totp': None
  'authority.factor.none': None
  'authority.suspended': { at: Word }
  'authority.recovered': { at: Word }
  'authority.floors.title': None
  'authority.floors.people': None
  'authority.floors.passkey': None
  'authority.floors.fewest': None
  'blind.title': None
  'blind.what': None
  'blind.limits.title': None
  'blind.limits.hides': None
  'blind.limits.honest': None
  'blind.limits.logged': None
  'blind.form.title': None
  'blind.form.agreement': None
  'blind.form.choose': None
  'blind.form.kind': None
  'blind.form.items': None
  'blind.form.hints.travel-document': None
  'blind.form.hints.url': None
  'blind.form.hints.media-hash': None
  'blind.form.hints.wallet': None
  'blind.form.file': None
  'blind.form.chooseFile': None
  'blind.form.count': { n: number }
  'blind.form.tooMany': { most: Word }
  'blind.form.act': None
  'blind.form.none': None
  'blind.form.noneNext': None
  'blind.form.kept': None
  'blind.form.again': None
  'blind.result.title': None
  'blind.result.count': { hits: Word; asked: Word }
  'blind.result.none': { asked: number }
  'blind.result.onlyYou': None
  'blind.result.item': None
  'blind.result.known': None
  'blind.result.exact': None
  'blind.result.folded': None
  'blind.result.showNone': { n: number }
  'blind.result.asked': None
  'blind.result.holder': None
  'blind.result.padded': None
  'blind.result.paddedOf': { n: number }
  'blind.result.quota': None
  'blind.result.hits': None
  'blind.result.reveal': None
  'blind.result.clear': None
  'blind.reveal.title': { member: Word }
  'blind.reveal.what': { member: Word; hits: number }
  'blind.reveal.reason': None
  'blind.reveal.reasonHint': None
  'blind.reveal.act': None
  'blind.reveal.notNow': None
  'blind.reveal.title2': None
  'blind.reveal.shown': { n: number; member: Word }
  'blind.log.title': None
  'blind.log.tableName': None
  'blind.log.empty': None
  'blind.log.column.at': None
  'blind.log.column.direction': None
  'blind.log.column.agreement': None
  'blind.log.column.asked': None
  'blind.log.column.padded': None
  'blind.log.column.hits': None
  'blind.log.column.quota': None
  'blind.log.column.revealed': None
  'blind.log.ask': { member: Word }
  'blind.log.answer': { member: Word }
  'blind.log.unknown': None
  'blind.log.notShown': None
  'blind.log.more': None
  'case.pageTitle': { reference: Word }
  'case.crumbQueue': None
  'case.label': None
  'case.place': { at: Word; of: Word }
  'case.previous': None
  'case.next': None
  'case.print': None
  'case.states.open': None
  'case.states.in-review': None
  'case.states.awaiting-second': None
  'case.states.decided': None
  'case.states.closed': None
  'case.withName': { name: Word }
  'case.withYou': None
  'case.hits': None
  'case.hit': { place: Word; kind: Word }
  'case.unopened': None
  'case.fellAway': None
  'case.hitFellAway': None
  'case.from': None
  'case.madeBy': { version: Word }
  'case.agreement': { name: Word }
  'case.signalChanged': { before: Word; now: Word }
  'case.signalWithdrawn': { date: Word }
  'case.signalExpired': None
  'case.changed': { clock: Word }
  'case.changedNext': None
  'case.show': None
  'case.maskedTitle': None
  'case.maskedText': None
  'case.maskedRecord': None
  'case.masked': None
  'case.deletedOn': { date: Word }
  'case.partMissing': { part: Word }
  'case.earlier': None
  'case.byPerson': None
  'case.byNode': None
  'case.notes': None
  'case.noNotes': None
  'case.noteField': None
  'case.addNote': None
  'case.delivered': { clock: Word }
  'case.undelivered': None
  'case.answerBody': { clock: Word }
  'case.keys.weights': None
  'case.keys.record': None
  'case.keys.handOver': None
  'case.keys.nextHit': None
  'case.keys.previousHit': None
  'case.keys.back': None
  'case.refused': None
  'case.deadlineSoon': { minutes: Word }
  'case.noAnswers': None
  'case.answers': None
  'case.tabs.label': None
  'case.tabs.compare': None
  'case.tabs.links': None
  'case.tabs.messages': None
  'case.tabs.history': None
  'case.keys.nextTab': None
  'case.keys.previousTab': None
  'case.calculated': None
  'case.calculatedNote': None
  'case.copiedFrom': None
  'case.person.label': None
  'case.person.same': { count: number }
  'case.person.maybe': None
  'case.person.because.document': None
  'case.person.because.document-and-birth-date': None
  'case.person.because.booking': None
  'case.person.because.name-and-birth-date': None
  'case.person.refusedOn': { where: Word }
  'case.person.alsoOpen': None
  'case.person.decided': None
  'case.person.decidedOn': { date: Word }
  'case.person.outcome': { date: Word; act: Word }
  'case.person.hidden': { count: number }
  'case.person.alsoMaybe': { count: number }
  'case.person.copyTo': { reference: Word }
  'case.person.copyToOther': None
  'case.person.copied': { reference: Word }
  'case.person.keys.copy': None
  'case.copy.title': { reference: Word }
  'case.copy.act': None
  'case.copy.notNow': None
  'case.copy.to': None
  'case.copy.what': { hits: number; weighed: number }
  'case.copy.never': None
  'case.copy.second': None
  'case.links.title': None
  'case.links.counts': { people: number; details: number }
  'case.links.view': None
  'case.links.asPicture': None
  'case.links.asTable': None
  'case.links.picture': None
  'case.links.table': None
  'case.links.hint': None
  'case.links.keys.view': None
  'case.links.centre': None
  'case.links.unnamed': None
  'case.links.people': { count: number }
  'case.links.morePeople': { count: number }
  'case.links.kinds.person': None
  'case.links.kinds.people': None
  'case.links.kinds.case': None
  'case.links.kinds.booking': { people: number }
  'case.links.kinds.phone': None
  'case.links.kinds.email': None
  'case.links.kinds.card': None
  'case.links.kinds.address': None
  'case.links.kinds.document': None
  'case.links.kinds.signal': None
  'case.links.filters.phone': None
  'case.links.filters.email': None
  'case.links.filters.card': None
  'case.links.filters.document': None
  'case.links.filters.booking': None
  'case.links.filters.address': None
  'case.links.lines.same': None
  'case.links.lines.shared': None
  'case.links.lines.hit': None
  'case.links.columns.link': None
  'case.links.columns.detail': None
  'case.links.columns.who': None
  'case.links.columns.where': None
  'case.links.columns.day': None
  'case.links.columns.case': None
  'case.links.none': None
  'case.links.more': { count: number }
  'case.links.incomplete': None
  'case.links.agency': None
  'case.links.noEvidence': None
  'case.timeline.title': None
  'case.timeline.pointAt': None
  'case.timeline.range': None
  'case.timeline.ranges.all': None
  'case.timeline.ranges.recent': None
  'case.timeline.list': None
  'case.timeline.newest': None
  'case.timeline.filter': None
  'case.timeline.kinds.all': { count: Word }
  'case.timeline.kinds.evidence': { count: Word }
  'case.timeline.kinds.people': { count: Word }
  'case.timeline.kinds.answers': { count: Word }
  'case.timeline.lanes.messages': None
  'case.timeline.lanes.known': None
  'case.timeline.lanes.matching': None
  'case.timeline.lanes.people': None
  'case.timeline.lanes.answers': None
  'case.timeline.moments.due': None
  'case.timeline.moments.leaves': None
  'case.timeline.moments.now': None
  'case.timeline.tick': { day: Word; clock: Word }
  'case.timeline.known': { fields: Word }
  'case.timeline.you': None
  'case.timeline.open': None
  'case.timeline.openOf': { entry: Word }
  'case.timeline.nothing': None
  'case.timeline.incomplete': None
  'case.timeline.byYou': None
  'case.timeline.short.opened': None
  'case.timeline.short.compared': None
  'case.timeline.short.signal': { count: Word }
  'case.timeline.short.viewed': { by: Choice; name: Word }
  'case.timeline.short.copied': { by: Choice; name: Word }
  'case.timeline.short.copied-here': { by: Choice; name: Word }
  'case.timeline.short.note': { by: Choice; name: Word }
  'case.timeline.short.taken': { by: Choice; name: Word }
  'case.timeline.short.given-back': { by: Choice; name: Word }
  'case.timeline.short.handed-over': { by: Choice; name: Word }
  'case.timeline.short.proposed': None
  'case.timeline.short.decided': { by: Choice; name: Word }
  'case.timeline.short.agreed': None
  'case.timeline.short.disagreed': None
  'case.timeline.short.answered': { act: Choice; words: Word }
  'case.askToUnmask': None
  'charts.keys.view': None
  'charts.asTable': None
  'charts.asPicture': None
  'charts.curve.title': None
  'charts.curve.note': None
  'charts.curve.threshold': None
  'charts.curve.hits': None
  'charts.curve.mistaken': None
  'charts.curve.inUse': { threshold: Word }
  'charts.curve.few': None
  'charts.curve.all': None
  'charts.curve.ofThem': None
  'charts.curve.mark': { threshold: Word; day: Choice; hits: Choice }
  'charts.curve.before': { threshold: Word; hits: Choice }
  'charts.curve.name': { from: Word; inForce: Word; hits: Choice; half: Word }
  'clauses.not-checked': None
  'clauses.no-purpose': None
  'clauses.role-action': { role: Word; action: Word }
  'clauses.role-purpose': { role: Word; purpose: Word }
  'clauses.role-both': { role: Word; action: Word; purpose: Word }
  'clauses.role-lost': { role: Word }
  'clauses.key-purpose': { purpose: Word }
  'clauses.key-of-oversight': None
  'clauses.no-regime': None
  'clauses.purpose-not-of-record': { purpose: Word; regime: Word; usable: Word }
  'clauses.other-sender': None
  'clauses.no-team': None
  'clauses.other-team': { team: Word }
  'clauses.colleague': None
  'clauses.no-retention': None
  'clauses.retention-over': None
  'clauses.masked': None
  'clauses.no-parties': None
  'clauses.not-signed': { members: Word }
  'clauses.no-agreement': None
  'clauses.unknown-agreement': None
  'clauses.no-period': None
  'clauses.end-unknown': None
  'clauses.agreement-not-begun': None
  'clauses.agreement-over': None
  'clauses.agreement-suspended': None
  'clauses.agreement-ended': { member: Word }
  'clauses.no-review': None
  'clauses.review-overdue': None
  'clauses.no-recipient': None
  'clauses.receives-nothing': { member: Word }
  'clauses.no-owner': None
  'clauses.contributes-nothing': { member: Word }
  'clauses.no-kind': None
  'clauses.kind-not-covered': { kind: Word }
  'clauses.agreement-without-purpose': None
  'clauses.purpose-not-agreed': { purpose: Word }
  'clauses.no-marking': None
  'clauses.marking-too-strict': { marking: Word }
  'clauses.agreement-without-retention': None
  'clauses.signal-without-retention': None
  'clauses.received-unknown': None
  'clauses.kept-too-long': { days: Word }
  'clauses.onward-not-stated': None
  'clauses.never-onward': { marking: Word }
  'clauses.onward-not-approved': None
  'clauses.onward-forbidden': None
  'clauses.no-risk-countries': None
  'clauses.country-unknown': { member: Word }
  'clauses.risk-country': { country: Word }
  'clauses.child-not-stated': None
  'clauses.child-onward': None
  'clauses.child-excluded': None
  'clauses.member-not-active': { member: Word }
  'clauses.purpose-unknown': None
  'clauses.signal-without-purpose': None
  'clauses.purpose-not-of-signal': { purpose: Word }
  'clauses.no-status': None
  'clauses.status': { status: Word }
  'clauses.no-start': None
  'clauses.not-started': None
  'clauses.no-end': None
  'clauses.use-over': None
  'clauses.basis-not-stated': None
  'clauses.no-basis': None
  'clauses.basis-unreadable': None
  'clauses.basis-over': None
  'clauses.verification-unknown': None
  'clauses.verified-too-long-ago': { days: Word }
  'clauses.no-pap': None
  'clauses.pap-forbids': { marking: Word; action: Word }
  'clauses.no-tlp': None
  'clauses.recipients-unknown': None
  'clauses.red-without-names': None
  'clauses.not-recipient': { member: Word }
  'clauses.no-necessity': None
  'clauses.release-unknown': None
  'clauses.signal-without-kind': None
  'clauses.not-released': None
  'clauses.false-positive-unknown': None
  'clauses.false-positive': None
  'clauses.no-quota': None
  'clauses.quota-used': None
  'clauses.key-scope': { action: Word }
  'decision.title': None
  'decision.secondTitle': None
  'decision.rests': { hits: Word; of: Word }
  'decision.bar.decide': { count: number }
  'decision.bar.answer': { count: number }
  'decision.bar.open': None
  'decision.bar.handOver': None
  'decision.outcomes': None
  'decision.adverse': None
  'decision.restsOn': None
  'decision.hitName': { place: Word; kind: Word }
  'decision.hitUnopened': None
  'decision.reasons': None
  'decision.atLeastOne': None
  'decision.reasonNames.signal-outdated': None
  'decision.reasonNames.signal-owner-confirmed': None
  'decision.reasonNames.court-or-authority-order': None
  'decision.reasonNames.journalism': None
  'decision.reasonNames.research': None
  'decision.reasonNames.evidence-of-crime': None
  'decision.reasonNames.humanitarian': None
  'decision.ownWords': None
  'decision.optional': None
  'decision.twentyOrMore': None
  'decision.alternatives': None
  'decision.feedbackTitle': None
  'decision.feedbackFor': { source: Word; place: Word }
  'decision.feedback.confirmed': None
  'decision.feedback.not-useful': None
  'decision.feedback.none': None
  'decision.feedbackLater': None
  'decision.choose': None
  'decision.underSecond': None
  'decision.record': None
  'decision.readingTime': { seconds: Word }
  'decision.readingTimeOver': None
  'decision.rate': { count: Word; clock: Word }
  'decision.faults.reasons': None
  'decision.faults.hits': None
  'decision.faults.text': { least: Word; missing: Word }
  'decision.faults.alternatives': None
  'decision.faults.summary': { count: number }
  'decision.kept': None
  'decision.incomplete': None
  'decision.changedFirst': None
  'decision.recordsAgain': None
  'decision.readOnly': { name: Word }
  'decision.mayNot': None
  'decision.closed': None
  'decision.waiting': None
  'decision.cannotDecide': None
  'decision.handOver.title': None
  'decision.handOver.body': None
  'decision.handOver.to': None
  'decision.handOver.toNone': None
  'decision.handOver.line': None
  'decision.handOver.act': None
  'decision.handOver.cancel': None
  'decision.done.title': None
  'decision.done.recorded': { clock: Word }
  'decision.done.adverse': { act: Word; clock: Word; first: Word; second: Word }
  'decision.done.by': { name: Word; clock: Word }
  'decision.done.next': None
  'decision.done.reopen': None
  'decision.done.answerSent': None
  'decision.done.first': None
  'decision.done.second': None
  'decision.done.yes': None
  'decision.done.no': None
  'decision.done.weighed': None
  'decision.signedWith': { synced: Choice }
  'decision.signed.totp': None
  'decision.signed.attested': None
  'decision.verify.act': None
  'decision.verify.right': None
  'decision.verify.erased': None
  'decision.verify.fault': { at: Word }
  'decision.verifying': None
  'decision.reopenDialog.title': { reference: Word }
  'decision.reopenDialog.reason': None
  'decision.reopenDialog.note': None
  'decision.reopenDialog.act': None
  'decision.reopenDialog.cancel': None
  'decision.sent.no.not-same.name': None
  'decision.sent.no.not-same.line': None
  'decision.sent.no.further-check.name': None
  'decision.sent.no.further-check.line': None
  'decision.sent.mistaken': None
  'decision.sent.under': { source: Word }
  'decision.sent.underAdverse': None
  'decision.sent.noAnswer': None
  'decision.sent.disagreed': None
  'decision.sent.disagreedOthers': None
  'decision.sent.reopen': None
  'decision.draft.kept': { clock: Word }
  'decision.draft.tabOnly': None
  'decision.draft.refused': { because: Choice }
  'decision.draft.found': { act: Choice; clock: Word; reasons: number; characters: number }
  'decision.draft.where': None
  'decision.draft.throwAway': None
  'decision.draft.newer': { clock: Word }
  'decision.draft.newerOwn': { clock: Choice }
  'decision.draft.takeNewer': None
  'decision.draft.keepThis': None
  'decision.proposed.title': { act: Word }
  'decision.proposed.asked': { clock: Word }
  'decision.proposed.at': { clock: Word }
  'decision.proposed.reasons': None
  'decision.confirmers.title': None
  'decision.confirmers.count': { count: number }
  'decision.confirmers.unnamed': { place: Word }
  'decision.confirmers.presence.at-desk': None
  'decision.confirmers.presence.away': None
  'decision.confirmers.presence.on-break': None
  'decision.confirmers.presence.on-call': None
  'decision.confirmers.remind': None
  'decision.confirmers.never': None
  'decision.confirmers.last': { next: Choice; clock: Word }
  'decision.confirmers.over': { count: Word; clock: Word }
  'decision.takeBack.key': None
  'decision.takeBack.open': None
  'decision.takeBack.title': None
  'decision.takeBack.body': None
  'decision.takeBack.reason': None
  'decision.takeBack.act': None
  'decision.takeBack.keep': None
  'decision.sent.withoutSecond': None
  'decision.sent.told': { delivered: Choice; answer: Word; sent: Word }
  'decision.change.title': None
  'decision.change.record': None
  'decision.change.notes': None
  'decision.change.due': { clock: Choice }
  'decision.change.nothingCompared': None
  'decision.change.dismiss': None
  'decision.change.signal': { source: Word; clock: Word }
  'decision.change.person': { clock: Word }
  'decision.change.evidence': { clock: Word }
  'decision.change.nobodyConfirms': None
  'decision.change.notRecorded': None
  'decision.change.table': None
  'decision.change.before': None
  'decision.change.after': None
  'decision.change.where': None
  'decision.change.side.record': { of: number; place: Word }
  'decision.change.side.signal': { of: number; place: Word }
  'decision.change.strength': None
  'decision.change.noHit': None
  'decision.change.notStated': None
  'decision.change.yourProposal': None
  'decision.change.seen': None
  'decision.change.openSignal': { version: Word }
  'decision.reminded.notice': { reference: Word; clock: Word }
  'decision.reminded.open': None
  'decision.reminded.dismiss': None
  'decision.reminded.desktop': { reference: Word; clock: Word }
  'decision.ofOnePerson': None
  'evidence.bands.slight': None
  'evidence.bands.partial': None
  'evidence.bands.close': None
  'evidence.bands.very-close': None
  'evidence.bandName': { word: Word; place: Word }
  'evidence.strength.spoken': { band: Word; filled: Word; hollow: number; of: number; compared: Word }
  'evidence.strength.compared': { compared: Word; of: Word }
  'evidence.strength.comparedShort': { compared: Word; of: Word }
  'evidence.cells.label': None
  'evidence.cells.said': { name: Word; relation: Choice; how: Choice }
  'evidence.cells.short.name': None
  'evidence.cells.short.birth-date': None
  'evidence.cells.short.document': None
  'evidence.cells.short.nationality': None
  'evidence.cells.full.name': None
  'evidence.cells.full.birth-date': None
  'evidence.cells.full.document': None
  'evidence.cells.full.nationality': None
  'evidence.tlp': { level: Word }
  'evidence.pap': { level: Word }
  'evidence.minutes': { count: Word }
  'evidence.seconds': { count: Word }
  'evidence.minutesSeconds': { minutes: Word; seconds: Word }
  'evidence.hours': { hours: Word; minutes: Word }
  'evidence.days': { count: Word }
  'evidence.overdue': { span: Word }
  'evidence.overdueSpoken': { span: Word; instant: Word; sent: Choice }
  'evidence.noDeadline': None
  'evidence.dueIn': { span: Word; instant: Word }
  'evidence.signalKinds.person': None
  'evidence.signalKinds.organisation': None
  'evidence.signalKinds.travel-document': None
  'evidence.signalKinds.media-hash': None
  'evidence.signalKinds.url': None
  'evidence.signalKinds.account': None
  'evidence.signalKinds.wallet': None
  'evidence.signalKinds.consignment': None
  'evidence.selectorKinds.name': None
  'evidence.fields.family name': None
  'evidence.fields.given names': None
  'evidence.fields.name': None
  'evidence.fields.birth date': None
  'evidence.fields.document': None
  'evidence.fields.earlier name': None
  'evidence.fields.earlier document': None
  'evidence.fields.nationality': None
  'evidence.fields.place of birth': None
  'evidence.fields.sex': None
  'evidence.compare.caption': None
  'evidence.compare.field': None
  'evidence.compare.onRecord': None
  'evidence.compare.compared': None
  'evidence.compare.shortRecord': None
  'evidence.compare.shortSignal': None
  'evidence.compare.signal': { reference: Word; source: Word }
  'evidence.compare.message': None
  'evidence.compare.same': None
  'evidence.compare.spelling': None
  'evidence.compare.inPart': None
  'evidence.compare.partMissing': None
  'evidence.compare.twoScripts': None
  'evidence.compare.differs': { places: number; of: Word }
  'evidence.compare.differsWhole': None
  'evidence.compare.notSaid': None
  'evidence.compare.notInSignal': None
  'evidence.compare.notOnRecord': None
  'evidence.compare.places': { list: Word }
  'evidence.compare.clearedBefore': None
  'evidence.forIt': None
  'evidence.againstIt': None
  'evidence.together': None
  'evidence.weights': None
  'evidence.weight': { ticks: Choice }
  'evidence.nothingFor': None
  'evidence.nothingAgainst': None
  'evidence.differsUnweighed': { fields: Word }
  'evidence.more': { count: Word }
  'evidence.explanations': None
  'evidence.lastConfirmed': { span: Word }
  'evidence.validUntil': { date: Word }
  'evidence.clearances': { count: number }
  'evidence.daysAgo': { count: number }
  'evidence.today': None
  'evidence.track': { source: Word; strong: Tag; mistaken: Word }
  'evidence.trackBase': { reviewed: Word; months: number }
  'evidence.trackFew': { reviewed: number }
  'evidence.trackName': { source: Word; right: Word }
  'evidence.sourceRight': { percent: Word }
  'evidence.table.caption': None
  'evidence.table.kind': None
  'evidence.table.sentence': None
  'evidence.table.weight': None
  'evidence.table.sum': None
  'evidence.table.strength': None
  'evidence.table.strengthNote': None
  'evidence.table.limit': { least: Choice; band: Word; next: Word }
  'evidence.table.score': None
  'evidence.table.scoreNote': None
  'evidence.table.threshold': None
  'evidence.table.thresholdNote': None
  'evidence.table.close': None
  'evidence.table.kinds.token': None
  'evidence.table.kinds.omission': None
  'evidence.table.kinds.contradiction': None
  'evidence.table.kinds.legal-form': None
  'evidence.table.kinds.mixed-script': None
  'evidence.table.kinds.alias-quality': None
  'evidence.table.kinds.birth-date': None
  'evidence.table.kinds.nationality': None
  'evidence.table.kinds.gender': None
  'evidence.table.kinds.birth-place': None
  'evidence.table.kinds.document': None
  'evidence.table.kinds.prior': None
  'evidence.table.kinds.cap': None
  'evidence.parts.title': None
  'evidence.parts.how': None
  'evidence.parts.rarity': None
  'evidence.parts.weighs': None
  'evidence.parts.missing': None
  'evidence.parts.notThere': None
  'evidence.parts.notWeighed': None
  'evidence.parts.neither': None
  'evidence.parts.sides.for': None
  'evidence.parts.sides.against': None
  'evidence.parts.oneIn': { count: Word }
  'evidence.parts.rarities.very-common': None
  'evidence.parts.rarities.common': None
  'evidence.parts.rarities.uncommon': None
  'evidence.parts.rarities.rare': None
  'evidence.parts.relations.equal': None
  'evidence.parts.relations.spelling': None
  'evidence.parts.relations.typing': None
  'evidence.parts.relations.reading': None
  'evidence.parts.relations.skeleton': None
  'evidence.parts.relations.nickname': None
  'evidence.parts.relations.initial': None
  'evidence.parts.relations.abbreviation': None
  'evidence.parts.relations.gendered': None
  'evidence.parts.relations.damaged': None
  'evidence.parts.relations.joined': None
  'evidence.parts.relations.absent': None
  'evidence.parts.relations.given-name-before': None
  'evidence.parts.relations.unlike': None
  'evidence.parts.relations.number': None
  'evidence.parts.relations.place': None
  'evidence.parts.relations.differs': None
  'evidence.parts.relations.look-alike': None
  'evidence.parts.schemes.pinyin': None
  'evidence.parts.schemes.wade-giles': None
  'evidence.parts.schemes.cantonese': None
  'evidence.parts.schemes.hokkien': None
  'evidence.parts.schemes.chinese': None
  'evidence.parts.schemes.korean': None
  'evidence.parts.schemes.hepburn': None
  'evidence.parts.schemes.arabic-latin': None
  'evidence.parts.schemes.hebrew-latin': None
  'evidence.parts.schemes.cyrillic-latin': None
  'evidence.parts.schemes.greek-latin': None
  'evidence.parts.schemes.armenian': None
  'evidence.parts.schemes.georgian': None
  'evidence.parts.schemes.devanagari': None
  'evidence.parts.schemes.bengali': None
  'evidence.parts.schemes.tamil': None
  'evidence.parts.schemes.thai': None
  'evidence.parts.schemes.khmer': None
  'evidence.parts.schemes.burmese': None
  'evidence.parts.schemes.ethiopic': None
  'evidence.parts.roles.given': None
  'evidence.parts.roles.middle': None
  'evidence.parts.roles.patronymic': None
  'evidence.parts.roles.family': None
  'evidence.parts.roles.particle': None
  'evidence.parts.roles.honorific': None
  'evidence.parts.roles.generation': None
  'evidence.parts.roles.legal-form': None
  'evidence.parts.roles.number': None
  'evidence.parts.roles.place': None
  'evidence.parts.typedSides.a': None
  'evidence.parts.typedSides.b': None
  'evidence.parts.caseSides.b': None
  'evidence.parts.twoTyped.a': None
  'evidence.parts.twoTyped.b': None
  'evidence.origin.title': None
  'evidence.origin.compared': None
  'evidence.origin.pair': { a: Word; b: Word }
  'evidence.origin.quality.primary': None
  'evidence.origin.quality.original': None
  'evidence.origin.quality.good': None
  'evidence.origin.quality.former': None
  'evidence.origin.quality.low': None
  'evidence.origin.documentOnly': None
  'evidence.origin.signal': None
  'evidence.origin.signalVersion': { list: Choice; version: Word }
  'evidence.origin.record': None
  'evidence.origin.recordVersion': { version: Word }
  'evidence.origin.threshold': None
  'evidence.origin.thresholdVersion': { version: Choice; value: Word }
  'evidence.origin.engine': None
  'evidence.origin.tables': None
  'evidence.origin.tablesHint': None
  'evidence.origin.index': None
  'evidence.origin.at': None
  'evidence.origin.notKept': None
  'evidence.was': { instant: Word }
  'evidence.ofRule': None
  'evidence.name.abbreviation': { a: Word; b: Word }
  'evidence.name.joined': { a: Word; b: Word; reading: Choice; oneIn: number; alone: Choice }
  'evidence.name.identical': { a: Word; oneIn: number; alone: Choice }
  'evidence.name.same': { a: Word; b: Word; oneIn: number; alone: Choice }
  'evidence.name.spelling': { a: Word; b: Word; reading: Choice; oneIn: number; alone: Choice }
  'evidence.name.scripts': { a: Word; b: Word; reading: Choice; oneIn: number; alone: Choice }
  'evidence.name.nickname': { a: Word; b: Word }
  'evidence.name.ending': { a: Word; b: Word; oneIn: number; alone: Choice }
  'evidence.name.initial': { a: Word; b: Word }
  'evidence.name.damaged': { a: Word; b: Word }
  'evidence.name.typing': { a: Word; b: Word; letters: number; oneIn: number; alone: Choice }
  'evidence.name.order': None
  'evidence.name.nothing-common': None
  'evidence.name.number-differs': { a: Word; b: Word }
  'evidence.name.country-differs': { a: Word; b: Word }
  'evidence.name.patronymic-differs': { a: Word; b: Word }
  'evidence.name.family-differs': { a: Word; b: Word }
  'evidence.name.middle-differs': { a: Word; b: Word }
  'evidence.name.word-differs': { a: Word; b: Word; effect: Choice }
  'evidence.name.given-name-before': { word: Word }
  'evidence.name.second-given-name': { word: Word }
  'evidence.name.not-listed': { word: Word; effect: Choice }
  'evidence.name.not-met': { word: Word; effect: Choice }
  'evidence.legal-form.same': { a: Word; b: Word }
  'evidence.legal-form.differs': { a: Word; b: Word }
  'evidence.alias.weak': None
  'evidence.script.mixed': { word: Word }
  'evidence.kind.differs': None
  'evidence.birth-date.same': None
  'evidence.birth-date.unknown-day': None
  'evidence.birth-date.exchanged': None
  'evidence.birth-date.one-digit': None
  'evidence.birth-date.one-digit-of-year': None
  'evidence.birth-date.month-only': None
  'evidence.birth-date.year-only': None
  'evidence.birth-date.same-year': None
  'evidence.birth-date.approximate': None
  'evidence.birth-date.approximate-near': { years: number }
  'evidence.birth-date.approximate-apart': { years: number }
  'evidence.birth-date.interval': { from: Word; to: Word }
  'evidence.birth-date.outside-interval': { years: number; from: Word; to: Word }
  'evidence.birth-date.apart': { years: number }
  'evidence.document.same': { issuer: Choice }
  'evidence.document.look-alike': { issuer: Choice }
  'evidence.document.exchanged': None
  'evidence.document.places-differ': { places: number; of: number }
  'evidence.nationality.same': None
  'evidence.nationality.differs': None
  'evidence.sex.same': None
  'evidence.sex.differs': None
  'evidence.birth-place.same': None
  'evidence.limit.name-most': None
  'evidence.limit.name-least': None
  'evidence.limit.document': None
  'evidence.limit.birth-date': None
  'evidence.limit.fields': None
  'evidence.start.prior': None
  'evidence.start.calibration': None
  'fairness.what': None
  'fairness.noAlarm': None
  'fairness.drawn': None
  'fairness.measure.label': None
  'fairness.measure.hitRate': None
  'fairness.measure.falsePositiveRate': None
  'fairness.month': None
  'fairness.gateway': None
  'fairness.source': None
  'fairness.allSources': None
  'fairness.ofRule': { id: Word }
  'fairness.attribute.nationality-region': None
  'fairness.attribute.issuing-region': None
  'fairness.attribute.name-script': None
  'fairness.attribute.language': None
  'fairness.attribute.sex': None
  'fairness.attribute.age-band': None
  'fairness.tested': { count: number }
  'fairness.column.group': None
  'fairness.column.people': None
  'fairness.column.hitRate': None
  'fairness.column.falsePositiveRate': None
  'fairness.column.ratio': None
  'fairness.column.interval': None
  'fairness.column.status': None
  'fairness.column.noticed': None
  'fairness.interval': { low: Word; high: Word }
  'fairness.few': None
  'fairness.withheld': None
  'fairness.status.ok': None
  'fairness.status.watch': None
  'fairness.status.alarm': None
  'fairness.status.not-enough-data': None
  'fairness.none': None
  'fairness.noneNext': None
  'fairness.open': { month: Word; date: Word }
  'fairness.hidden': None
  'fairness.group.009-islands': None
  'fairness.group.F': None
  'fairness.group.M': None
  'fairness.group.X': None
  'fairness.group.under-18': None
  'fairness.group.18-29': None
  'fairness.group.30-44': None
  'fairness.group.45-59': None
  'fairness.group.60-and-over': None
  'fairness.group.015': None
  'fairness.group.202': None
  'fairness.group.419': None
  'fairness.group.021': None
  'fairness.group.143': None
  'fairness.group.030': None
  'fairness.group.035': None
  'fairness.group.034': None
  'fairness.group.145': None
  'fairness.group.151': None
  'fairness.group.154': None
  'fairness.group.039': None
  'fairness.group.155': None
  'fairness.group.053': None
  'fairness.group.010': None
  'find.label': None
  'find.placeholder': None
  'find.listLabel': None
  'find.types': None
  'find.all': None
  'find.more': None
  'find.groups.case': None
  'find.groups.signal': None
  'find.groups.member': None
  'find.groups.action': None
  'find.one.case': None
  'find.one.signal': None
  'find.one.member': None
  'find.one.agreement': None
  'find.one.page': None
  'find.one.action': None
  'find.sources.held': None
  'find.sources.recent': None
  'find.sources.desk': None
  'find.heldNote': None
  'find.fit': { count: number }
  'find.count': { count: number }
  'find.busy': None
  'find.search': { type: Choice; words: Word }
  'find.searchLooks': { part: Choice; what: Word }
  'find.searchShort': None
  'find.searchLost': None
  'find.looks.case': None
  'find.looks.part-of-name': None
  'find.looks.awb': None
  'find.looks.container': None
  'find.narrow': { count: number }
  'find.incomplete': None
  'find.nothing': { purpose: Choice; words: Word }
  'find.nothingNext': None
  'find.logged': { purpose: Choice }
  'find.keys.move': None
  'find.keys.open': None
  'find.keys.type': None
  'find.keys.close': None
  'find.keys.back': None
  'find.actions.take': { reference: Word }
  'find.actions.handOver': { reference: Word }
  'find.actions.second': { reference: Word }
  'find.actions.print': { reference: Word }
  'find.actions.purpose': None
  'find.actions.language': None
  'find.actions.scheme': None
  'find.take.title': { name: Choice; reference: Word }
  'find.take.yes': { reference: Word }
  'find.take.no': None
  'history.opened': { hits: number }
  'history.compared': { closed: Choice; added: number; changed: number; withdrawn: number }
  'history.viewed': { by: Choice; name: Word }
  'history.separated': { by: Choice; name: Word }
  'history.copied': { by: Choice; name: Word }
  'history.copied-here': { by: Choice; name: Word }
  'history.signal': { source: Word; count: Word }
  'history.note': { by: Choice; name: Word }
  'history.taken': { by: Choice; name: Word }
  'history.given-back': { by: Choice; name: Word }
  'history.handed-over': { by: Choice; name: Word }
  'history.assigned': { by: Choice; name: Word }
  'history.printed': { by: Choice; name: Word }
  'history.proposed': { by: Choice; name: Word; act: Choice; words: Word }
  'history.decided': { by: Choice; name: Word; act: Choice; words: Word }
  'history.renewed': { by: Choice; name: Word }
  'history.withdrawn': { by: Choice; name: Word }
  'history.reminded': { by: Choice; name: Word }
  'history.agreed': { by: Choice; name: Word }
  'history.disagreed': { by: Choice; name: Word }
  'history.new-hit': None
  'history.hits-fell-away': None
  'history.reopened': { by: Choice; name: Word }
  'history.feedback-added': None
  'history.feedback': None
  'history.answered': { act: Choice; words: Word }
  'history.refused': { by: Choice; name: Word }
  'list-parts.search.key': None
  'list-parts.search.clear': None
  'list-parts.filter.chip': { field: Word; value: Word }
  'list-parts.filter.remove': { what: Word }
  'list-parts.filter.key': None
  'list-parts.sort.key': None
  'list-parts.sort.by': { column: Word }
  'list-parts.pages.shown': { from: Word; to: Word; more: Choice; total: Word }
  'list-parts.pages.previous': { count: Word }
  'list-parts.pages.next': { count: Word }
  'list-parts.pages.jump': None
  'list-parts.pages.row': { total: Word }
  'list-parts.pages.go': None
  'log.title': None
  'log.allTitle': None
  'log.what': None
  'log.from': None
  'log.to': None
  'log.type': None
  'log.allTypes': None
  'log.decision.allow': None
  'log.decision.deny': None
  'log.decision.done': None
  'log.tableName': { day: Word }
  'log.column.at': None
  'log.column.who': None
  'log.column.entry': None
  'log.column.purpose': None
  'log.column.outcome': None
  'log.column.act': None
  'log.noPurpose': None
  'log.system': None
  'log.entries': { n: number }
  'log.open': None
  'log.openName': { what: Word; at: Word }
  'log.closeName': { what: Word; at: Word }
  'log.close': None
  'log.id': None
  'log.reference': None
  'log.noDetails': None
  'log.more': None
  'log.empty': None
  'log.emptyNext': None
  'log.clear': None
  'log.types.signal.read': None
  'log.types.signal.match': None
  'log.types.signal.release': None
  'log.types.signal.withdraw': None
  'log.types.signal.import': None
  'log.types.signal.export': None
  'log.types.record.read': None
  'log.types.record.search': None
  'log.types.find.search': None
  'log.types.case.open': None
  'log.types.case.view': None
  'log.types.case.note': None
  'log.types.reading.copy': None
  'log.types.case.assign': None
  'log.types.case.print': None
  'log.types.feedback.record': None
  'log.types.decision.propose': None
  'log.types.decision.confirm': None
  'log.types.decision.reverse': None
  'log.types.answer.sent': None
  'log.types.config.change': None
  'log.types.role.grant': None
  'log.types.role.revoke': None
  'log.types.login.ok': None
  'log.types.login.failed': None
  'log.types.rollback.done': None
  'log.types.task.cancel': None
  'log.types.retention.mask': None
  'log.types.retention.delete': None
  'log.types.retention.split': None
  'log.types.oversight.read': None
  'log.types.oversight.note': None
  'log.check.open': None
  'log.check.title': None
  'log.check.what': None
  'log.check.state': None
  'log.check.origin': None
  'log.check.signed': None
  'log.check.witnessed': None
  'log.check.atTime': { count: Word; at: Word }
  'log.check.none': None
  'log.check.keys': None
  'log.check.keysHint': None
  'log.check.kept': None
  'log.check.choose': None
  'log.check.chosen': { count: Word }
  'log.check.run': None
  'log.check.progress': { done: Word; total: Word }
  'log.check.result': None
  'log.check.verified': { count: Word }
  'log.check.cosigned': { names: Word }
  'log.check.cosignedNone': None
  'log.check.remembered': None
  'log.check.nodeKeys': None
  'log.check.continues': { count: Word }
  'log.check.failed': { count: Word }
  'log.check.column.code': None
  'log.check.column.where': None
  'log.check.column.meaning': None
  'log.check.fault.changed': None
  'log.check.fault.rewritten': None
  'log.check.fault.signature': None
  'log.check.fault.incomplete': None
  'log.check.fault.form': None
  'log.check.unsupported': None
  'log.place': None
  'log.noPlace': None
  'log.commitment': None
  'log.commitment.fits': None
  'log.commitment.differs': None
  'log.check.restored': None
  'log.check.remember': None
  'log.check.remembersNew': None
  'log.types.planted.result': None
  'log.types.kill.on': None
  'log.types.kill.off': None
  'log.types.gate.set': None
  'log.types.gate.lapse': None
  'log.types.unmask.request': None
  'log.types.unmask.approve': None
  'log.types.unmask.view': None
  'log.types.sample.commit': None
  'log.types.sample.list': None
  'log.types.sample.draw': None
  'log.types.sample.read': None
  'log.types.sample.answer': None
  'matching-try.title': None
  'matching-try.what': None
  'matching-try.tabsName': None
  'matching-try.tabs.try': None
  'matching-try.tabs.compare': None
  'matching-try.who': None
  'matching-try.side.a': None
  'matching-try.side.b': None
  'matching-try.act': None
  'matching-try.compareAct': None
  'matching-try.clear': None
  'matching-try.weak': None
  'matching-try.weakHint': None
  'matching-try.logged': None
  'matching-try.comparedOnly': None
  'matching-try.before': None
  'matching-try.results': None
  'matching-try.none': None
  'matching-try.noneNext': None
  'matching-try.count': { truncated: Choice; n: number }
  'matching-try.over': None
  'matching-try.under': None
  'matching-try.verdicts.match': None
  'matching-try.verdicts.weak': None
  'matching-try.verdicts.none': None
  'matching-try.toSignal': None
  'matching-try.toSignalOf': { label: Word }
  'matching-try.summary': { n: number }
  'matching-try.field.names': None
  'matching-try.field.namesHint': None
  'matching-try.field.kind': None
  'matching-try.field.kinds.person': None
  'matching-try.field.kinds.org': None
  'matching-try.field.kinds.vessel': None
  'matching-try.field.kinds.entity': None
  'matching-try.field.birthDates': None
  'matching-try.field.birthDatesHint': None
  'matching-try.field.gender': None
  'matching-try.field.genders.none': None
  'matching-try.field.genders.male': None
  'matching-try.field.genders.female': None
  'matching-try.field.genders.other': None
  'matching-try.field.nationalities': None
  'matching-try.field.countries': None
  'matching-try.field.nationalitiesHint': None
  'matching-try.field.document': { n: Word }
  'matching-try.field.documentNumber': None
  'matching-try.field.documentCountry': None
  'matching-try.field.addDocument': None
  'matching-try.field.removeDocument': { n: Word }
  'matching-try.faults.nothing-typed': None
  'matching-try.faults.no-letter': None
  'matching-try.faults.one-letter': None
  'matching-try.faults.too-long': None
  'matching-try.faults.not-a-date': None
  'matching-try.faults.number-missing': None
  'matching-try.refused.name-empty': None
  'matching-try.refused.name-too-long': None
  'matching-try.refused.names-too-many': None
  'matching-try.refused.birth-date-invalid': None
  'matching-try.refused.birth-date-implausible': None
  'matching-try.refused.identity-invalid': None
  'matching-try.leftOut': { place: Word; why: Word }
  'matching-try.found.NAME_EMPTY': None
  'matching-try.found.NATIONALITY_UNKNOWN': None
  'matching-try.found.DOCUMENT_UNUSABLE': None
  'matching-try.place.fields.names': None
  'matching-try.place.fields.nationalities': None
  'matching-try.place.fields.documents': None
  'matching-try.place.fields.birthDates': None
  'matching-try.place.words': { field: Word; place: Choice; side: Choice }
  'me.title': None
  'me.what': None
  'me.content': None
  'me.saved': None
  'me.language.title': None
  'me.language.hint': None
  'me.language.names.ar': None
  'me.language.names.zh': None
  'me.language.names.en': None
  'me.language.names.fr': None
  'me.language.names.ru': None
  'me.language.names.es': None
  'me.language.draft': { name: Word }
  'me.language.facts': { direction: Choice; name: Word; percent: Word }
  'me.language.missing': { missing: number; name: Word; percent: Word }
  'me.digits': None
  'me.digitsHint': None
  'me.density': None
  'me.densities.two-lines': None
  'me.densities.one-line': None
  'me.densityHint': None
  'me.scheme': None
  'me.schemes.auto': None
  'me.schemes.light': None
  'me.schemes.dark': None
  'me.singleKeys': None
  'me.singleKeysHint': None
  'me.notices': None
  'me.noticesHint': None
  'me.noticesDenied': None
  'me.zone': None
  'me.zoneHint': None
  'me.zoneOfMember': { zone: Word }
  'me.zoneBrowser': { zone: Word }
  'me.who': None
  'me.name': None
  'me.role': None
  'me.roles': None
  'me.teams': None
  'me.noTeams': None
  'me.member': None
  'me.suspend.title': None
  'me.suspend.what': None
  'me.suspend.act': None
  'me.suspend.ask': None
  'me.suspend.effect': None
  'me.suspend.go': None
  'me.password.title': None
  'me.password.show': { field: Word }
  'me.password.summary': { n: number }
  'me.password.current': None
  'me.password.next': None
  'me.password.nextHint': None
  'me.password.again': None
  'me.password.faults.different': None
  'me.password.faults.short': None
  'me.password.faults.empty': None
  'me.password.act': None
  'me.password.done': None
  'me.account.title': None
  'me.account.none': None
  'me.account.kinds.passkey': None
  'me.account.kinds.totp': None
  'me.account.kinds.recovery-codes': None
  'me.account.synced': None
  'me.account.syncedNoActs': None
  'me.account.signsFrom': { at: Word }
  'me.account.deviceBound': None
  'me.account.left': { left: number }
  'me.account.suspended': None
  'me.account.column.kind': None
  'me.account.column.made': None
  'me.account.column.used': None
  'me.account.column.act': None
  'me.account.never': None
  'me.account.end': None
  'me.account.endName': { what: Word }
  'me.account.add': None
  'me.account.codes': None
  'me.sessions.title': None
  'me.sessions.what': None
  'me.sessions.column.from': None
  'me.sessions.column.made': None
  'me.sessions.column.seen': None
  'me.sessions.column.act': None
  'me.sessions.current': None
  'me.sessions.end': None
  'me.sessions.endName': { from: Word }
  'me.sessions.endOthers': None
  'me.sessions.unknown': None
  'me.key.title': None
  'me.key.what': None
  'me.key.label': None
  'me.key.act': None
  'me.key.made': None
  'me.key.madeWhat': None
  'me.key.secret': None
  'me.sessions.column.method': None
  'me.sessions.method': { method: Choice }
  'me.planted.title': None
  'me.planted.what': None
  'me.planted.none': None
  'me.planted.column.case': None
  'me.planted.column.at': None
  'me.planted.column.result': None
  'me.planted.right': None
  'me.planted.missed': None
  'necessity.what': None
  'necessity.type.gateway': None
  'necessity.type.list': None
  'necessity.type.source': None
  'necessity.type.agreement': None
  'necessity.type.regime': None
  'necessity.subject': { kind: Word; name: Word }
  'necessity.percent': { n: Word }
  'necessity.standings': None
  'necessity.column.subject': None
  'necessity.column.state': None
  'necessity.column.until': None
  'necessity.column.record': None
  'necessity.column.by': None
  'necessity.column.notes': None
  'necessity.state.missing': None
  'necessity.state.draft': None
  'necessity.state.current': None
  'necessity.state.lapsed': None
  'necessity.record.draft': None
  'necessity.record.current': None
  'necessity.record.lapsed': None
  'necessity.days': { n: number }
  'necessity.open': None
  'necessity.write': None
  'necessity.renew': None
  'necessity.waits': None
  'necessity.records': None
  'necessity.review.title': None
  'necessity.review.what': { size: number; of: number; period: Word }
  'necessity.review.none': None
  'necessity.impactExpired': None
  'necessity.field.aim': None
  'necessity.hint.aim': None
  'necessity.field.legalBasis': None
  'necessity.field.necessity': None
  'necessity.hint.necessity': None
  'necessity.field.alternatives': None
  'necessity.alternative.what': { n: number }
  'necessity.alternative.whyNot': { n: number }
  'necessity.alternative.add': None
  'necessity.alternative.remove': { n: number }
  'necessity.field.proportionality': None
  'necessity.hint.proportionality': None
  'necessity.field.affectedGroups': None
  'necessity.hint.affectedGroups': None
  'necessity.field.impact': None
  'necessity.impact': { reference: Word; date: Word; until: Word }
  'necessity.field.reference': None
  'necessity.field.date': None
  'necessity.field.impactUntil': None
  'necessity.field.errorBudget': None
  'necessity.field.falseMatch': None
  'necessity.hint.falseMatch': None
  'necessity.field.falseNonMatch': None
  'necessity.hint.falseNonMatch': None
  'necessity.budget': { match: Word; nonMatch: Word }
  'necessity.noBudget': None
  'necessity.field.validUntil': None
  'necessity.hint.validUntil': None
  'necessity.form.title': None
  'necessity.form.choose': None
  'necessity.form.save': None
  'necessity.form.under': None
  'necessity.changes.title': None
  'necessity.changes.first': None
  'necessity.changes.field': None
  'necessity.changes.before': None
  'necessity.changes.now': None
  'necessity.approve.title': None
  'necessity.approve.what': None
  'necessity.approve.act': None
  'necessity.approve.question': { what: Word }
  'necessity.approve.effect': None
  'necessity.approve.done': None
  'necessity.notes.title': None
  'necessity.notes.label': None
  'necessity.notes.act': None
  'necessity.notes.done': None
  'network.title': None
  'network.tabsName': None
  'network.tabs.members': None
  'network.tabs.agreements': None
  'network.tabs.withdrawals': None
  'network.tabs.blind': None
  'network.count': { members: number; active: Word }
  'network.invite': None
  'network.join': None
  'network.empty': None
  'network.emptyNext': None
  'network.emptyRead': None
  'network.state.invited': None
  'network.state.joined-unconfirmed': None
  'network.state.active': None
  'network.state.suspended': None
  'network.state.removed': None
  'network.upToDate': None
  'network.behind': { entries: number }
  'network.inTrouble': None
  'network.stateSays.invited': None
  'network.stateSays.joined-unconfirmed': None
  'network.stateSays.active': None
  'network.stateSays.suspended': None
  'network.stateSays.removed': None
  'network.trouble.unreachable': None
  'network.trouble.timeout': None
  'network.trouble.tls-required': None
  'network.trouble.feed-broken': None
  'network.trouble.log-too-large': None
  'network.trouble.address-not-allowed': None
  'network.trouble.feed-diverged': None
  'network.trouble.clock-skew': None
  'network.trouble.bad-signature': None
  'network.trouble.peer-unknown': None
  'network.troubleOther': { code: Word }
  'network.theyGive': None
  'network.weGive': None
  'network.nothingIn': None
  'network.nothingOut': None
  'network.lane.kind': None
  'network.lane.signals': None
  'network.lane.right': None
  'network.precision': { percent: Word; reviewed: Word }
  'network.noFeedback': None
  'network.readFrom': { at: Word }
  'network.neverRead': None
  'network.readBy': { at: Word }
  'network.neverReadBy': None
  'network.overdue': { count: number }
  'network.seeWithdrawals': None
  'network.map.title': None
  'network.map.here': { signals: Word }
  'network.map.in': { n: Word }
  'network.map.out': { n: Word }
  'network.member.crumb': None
  'network.member.standing': None
  'network.member.state': None
  'network.member.address': None
  'network.member.notJoined': None
  'network.member.node': None
  'network.member.lastIn': None
  'network.member.lastOut': None
  'network.member.never': None
  'network.member.lag': None
  'network.member.waiting': None
  'network.member.entries': { n: number }
  'network.member.notKnown': None
  'network.member.skew': None
  'network.member.skewOf': { seconds: Word; ahead: Choice }
  'network.member.skewNone': None
  'network.member.trouble': None
  'network.member.keys': None
  'network.member.noKeys': None
  'network.member.keysNote': None
  'network.member.words': None
  'network.member.wordsSay': None
  'network.member.wordsWhy': None
  'network.member.wordsAgain': None
  'network.member.wordsOnly': None
  'network.member.typed': None
  'network.member.confirm': None
  'network.member.confirmed': None
  'network.member.sync': None
  'network.member.synced': { entries: number }
  'network.member.syncBroken': None
  'network.member.suspend': None
  'network.member.remove': None
  'network.member.agreements': None
  'network.member.noAgreements': None
  'network.member.until': { day: Word }
  'network.suspend.title': { member: Word }
  'network.suspend.what': { signals: number }
  'network.suspend.reason': None
  'network.suspend.reasonHint': None
  'network.suspend.act': None
  'network.suspend.notNow': None
  'network.suspend.done': None
  'network.remove.title': { member: Word }
  'network.remove.what': { out: number; back: number }
  'network.remove.type': { member: Word }
  'network.remove.act': None
  'network.remove.done': None
  'network.invitation.title': None
  'network.invitation.member': None
  'network.invitation.memberHint': None
  'network.invitation.coalition': None
  'network.invitation.optional': None
  'network.invitation.days': None
  'network.invitation.daysHint': None
  'network.invitation.what': None
  'network.invitation.act': None
  'network.invitation.notNow': None
  'network.invitation.madeTitle': None
  'network.invitation.made': { member: Word; until: Word }
  'network.invitation.save': None
  'network.invitation.saved': { name: Word }
  'network.invitation.close': None
  'network.invitation.file': { member: Word }
  'network.joining.title': None
  'network.joining.what': None
  'network.joining.choose': None
  'network.joining.busy': None
  'network.joining.notJson': None
  'network.joining.notJsonNext': None
  'network.joining.close': None
  'network.withdrawals.title': None
  'network.withdrawals.count': { late: number; open: number }
  'network.withdrawals.what': None
  'network.withdrawals.tableName': None
  'network.withdrawals.column.signal': None
  'network.withdrawals.column.reason': None
  'network.withdrawals.column.member': None
  'network.withdrawals.column.received': None
  'network.withdrawals.column.stopped': None
  'network.withdrawals.column.erased': None
  'network.withdrawals.late': None
  'network.withdrawals.waiting': None
  'network.withdrawals.through': { member: Word }
  'network.withdrawals.refusedOnward': None
  'network.withdrawals.heldOnward': { until: Word }
  'network.withdrawals.refused': { until: Word; reason: Word }
  'network.withdrawals.at': { clock: Word }
  'network.withdrawals.empty': None
  'network.withdrawals.emptyNext': None
  'network.lag.title': None
  'network.lag.note': { days: number }
  'network.lag.member': None
  'network.lag.step.signals': None
  'network.lag.step.stopped': None
  'network.lag.step.erased': None
  'network.lag.times': { half: Word; ninth: Word; n: number }
  'network.lag.name': { members: number; slowest: Choice; time: Word }
  'network.lag.seconds': { n: number }
  'network.lag.minutes': { n: number }
  'network.lag.hours': { n: number }
  'network.lag.days': { n: number }
  'oversight.title': None
  'oversight.what': None
  'oversight.tabs.cases': None
  'oversight.tabs.rates': None
  'oversight.tabs.log': None
  'oversight.tabs.overdue': None
  'oversight.tabs.accounts': None
  'oversight.contentOf': { page: Word }
  'oversight.tabsName': None
  'oversight.cases.tableName': None
  'oversight.cases.state': None
  'oversight.cases.all': None
  'oversight.cases.states.open': None
  'oversight.cases.states.in-review': None
  'oversight.cases.states.awaiting-second': None
  'oversight.cases.states.decided': None
  'oversight.cases.states.closed': None
  'oversight.cases.column.reference': None
  'oversight.cases.column.reason': None
  'oversight.cases.column.opened': None
  'oversight.cases.column.due': None
  'oversight.cases.column.state': None
  'oversight.cases.column.with': None
  'oversight.cases.column.outcome': None
  'oversight.cases.outcome.no-action': None
  'oversight.cases.outcome.further-check': None
  'oversight.cases.outcome.adverse': None
  'oversight.cases.outcome.exempt': None
  'oversight.cases.noDue': None
  'oversight.cases.nobody': None
  'oversight.cases.undecided': None
  'oversight.cases.empty': None
  'oversight.cases.emptyNext': None
  'oversight.cases.emptyFilter': None
  'oversight.cases.emptyFilterNext': None
  'oversight.cases.clear': None
  'oversight.cases.more': None
  'oversight.overdue.title': None
  'oversight.overdue.cases': None
  'oversight.overdue.second': None
  'oversight.overdue.see': None
  'oversight.overdue.none': None
  'oversight.overdue.column.kind': None
  'oversight.overdue.column.count': None
  'oversight.overdue.column.act': None
  'oversight.overdue.atLeast': { n: Word }
  'oversight.overdue.retention': None
  'oversight.accounts.tableName': None
  'oversight.accounts.what': None
  'oversight.alarms.title': None
  'oversight.alarms.none': None
  'oversight.alarms.column.at': None
  'oversight.alarms.column.alarm': None
  'oversight.alarms.column.subject': None
  'oversight.alarms.column.state': None
  'oversight.alarms.codes.oversight-removal': None
  'oversight.alarms.codes.record-unreadable': None
  'oversight.alarms.codes.oversight-key': None
  'oversight.alarms.codes.pattern-unusable': None
  'oversight.alarms.codes.answer-not-delivered': None
  'oversight.alarms.codes.agreement-review-due': None
  'oversight.alarms.codes.retention-ending': None
  'oversight.alarms.codes.signal-mostly-mistaken': None
  'oversight.alarms.codes.entry-invalid': None
  'oversight.alarms.codes.feed-broken': None
  'oversight.alarms.codes.log-too-large': None
  'oversight.alarms.codes.owner-equivocation': None
  'oversight.alarms.codes.signed-by-lost-key': None
  'oversight.alarms.codes.introduced-key-differs': None
  'oversight.alarms.codes.peer-key-lost': None
  'oversight.alarms.codes.erasure-half-time': None
  'oversight.alarms.codes.erasure-overdue': None
  'oversight.alarms.codes.attachment-list-invalid': None
  'oversight.alarms.codes.attachment-changed': None
  'oversight.alarms.codes.attachment-hash-differs': None
  'oversight.alarms.codes.attachment-unreadable': None
  'oversight.alarms.codes.blind-set-grew': None
  'oversight.alarms.codes.reset-alone': None
  'oversight.alarms.acknowledge': None
  'oversight.alarms.acknowledgeName': { what: Word }
  'oversight.alarms.acknowledged': None
  'oversight.alarms.open': None
  'oversight.alarms.codes.people-change': None
  'oversight.alarms.codes.account-suspended': None
  'oversight.alarms.codes.nobody-to-consent': None
  'oversight.alarms.codes.retention-late': None
  'oversight.alarms.codes.deletion-unproven': None
  'oversight.alarms.codes.second-person-tried': None
  'oversight.alarms.codes.credential-guessed': None
  'oversight.alarms.codes.credential-cloned': None
  'oversight.alarms.codes.act-refused': None
  'oversight.alarms.codes.acts-waiting': None
  'oversight.alarms.codes.credential-foreign': None
  'oversight.alarms.codes.recovery-code-used': None
  'oversight.alarms.codes.log-damaged': None
  'oversight.alarms.codes.log-goes-on': None
  'oversight.alarms.codes.log-split-view': None
  'oversight.alarms.codes.log-unwitnessed': None
  'oversight.alarms.codes.log-foreign': None
  'oversight.alarms.codes.log-unproven': None
  'oversight.alarms.codes.log-witness-refused': None
  'oversight.alarms.codes.log-blocked': None
  'oversight.alarms.codes.log-time': None
  'oversight.alarms.codes.operator-key': None
  'oversight.alarms.codes.people-rescue': None
  'oversight.alarms.codes.same-browser': None
  'oversight.alarms.codes.member-rescue': None
  'oversight.alarms.codes.member-oversight': None
  'oversight.tabs.authority': None
  'oversight.alarms.codes.origin-changed': None
  'oversight.planted.title': None
  'oversight.planted.what': { days: Word }
  'oversight.planted.none': None
  'oversight.planted.off': None
  'oversight.planted.column.queue': None
  'oversight.planted.column.cases': None
  'oversight.planted.column.planted': None
  'oversight.planted.column.share': None
  'oversight.planted.column.misses': None
  'oversight.alarms.codes.acceptance-rate': None
  'oversight.alarms.codes.review-speed': None
  'oversight.alarms.codes.planted-miss': None
  'oversight.alarms.codes.planted-miss-again': None
  'oversight.alarms.codes.planting-stopped': None
  'oversight.alarms.codes.drill-overdue': None
  'oversight.alarms.codes.necessity-draft': None
  'oversight.alarms.codes.necessity-ends': None
  'oversight.alarms.codes.necessity-ends-soon': None
  'oversight.alarms.codes.necessity-ends-tomorrow': None
  'oversight.alarms.codes.necessity-lapsed': None
  'oversight.alarms.codes.unmask-approved': None
  'oversight.alarms.codes.redress-overdue': None
  'oversight.alarms.codes.redress-basis-over': None
  'oversight.alarms.codes.redress-not-propagated': None
  'oversight.alarms.codes.disparity': None
  'oversight.tabs.sealed': None
  'oversight.alarms.codes.recipient-proposed': None
  'oversight.alarms.codes.reports-received': None
  'oversight.tabs.sample': None
  'oversight.alarms.codes.sample-commitment-late': None
  'oversight.alarms.codes.sample-seed-lost': None
  'oversight.alarms.codes.sample-answer-overdue': None
  'page-parts.crumbs': None
  'page-parts.loading': None
  'page-parts.close': None
  'page-parts.dayForm': None
  'page-parts.calendar': None
  'page-parts.showNew': None
  'page-parts.newRows': { n: Word }
  'page-parts.rowKeys.next': None
  'page-parts.rowKeys.previous': None
  'page-parts.rowKeys.open': None
  'page-parts.hints.move': None
  'page-parts.hints.open': None
  'page-parts.progress.waits': None
  'page-parts.progress.perSecond': { count: Word }
  'page-parts.progress.seconds': { count: Word }
  'page-parts.progress.minutes': { count: Word }
  'page-parts.progress.leave': None
  'page-parts.form.summary': { n: number }
  'page-parts.form.cancel': None
  'page-parts.wrongPurpose.title': { purposes: Word }
  'page-parts.wrongPurpose.next': { purpose: Word }
  'page-parts.wrongPurpose.act': { purpose: Word }
  'passing-on.title': None
  'passing-on.none': None
  'passing-on.column.member': None
  'passing-on.column.since': None
  'passing-on.column.now': None
  'passing-on.column.act': None
  'passing-on.by': { name: Word }
  'passing-on.has': { version: Word }
  'passing-on.takenBack': None
  'passing-on.stopped': { at: Word }
  'passing-on.passOn': None
  'passing-on.stop': None
  'passing-on.stopFor': { member: Word }
  'passing-on.asking.title': None
  'passing-on.asking.to': None
  'passing-on.asking.choose': None
  'passing-on.asking.nobody': None
  'passing-on.asking.what': { owner: Word }
  'passing-on.asking.refused': None
  'passing-on.asking.act': None
  'passing-on.asking.notNow': None
  'passing-on.asking.done': { member: Word }
  'passing-on.stopping.title': None
  'passing-on.stopping.what': { member: Word }
  'passing-on.stopping.act': None
  'passing-on.stopping.notNow': None
  'passing-on.stopping.done': { member: Word }
  'people.title': None
  'people.alsoEnded': None
  'people.none': None
  'people.more': None
  'people.founding': { at: Word }
  'people.aboutYou': None
  'people.because': { name: Word; reason: Word }
  'people.column.what': None
  'people.column.by': None
  'people.column.state': None
  'people.column.act': None
  'people.noTeams': None
  'people.proposed': { name: Word; at: Word }
  'people.consented': { name: Word; role: Word; at: Word }
  'people.objected': { name: Word; at: Word; reason: Word }
  'people.what.grant': { person: Word; account: Word; role: Word }
  'people.what.revoke': { person: Word; account: Word; role: Word }
  'people.what.disable': { account: Word; person: Word }
  'people.what.team': { person: Word; account: Word; teams: Word }
  'people.what.person': { person: Word; account: Word; name: Word }
  'people.what.suspend': { person: Word; account: Word }
  'people.what.recover': { person: Word; account: Word }
  'people.state.unsigned': { name: Word; at: Word }
  'people.state.needs': { needs: Word; at: Word }
  'people.state.verifying': None
  'people.state.nobodyLeft': None
  'people.state.waiting': { at: Word; hours: number }
  'people.state.toEnrol': { at: Word; hours: number }
  'people.state.suspended': { at: Word; hours: number }
  'people.state.ended.done': None
  'people.state.ended.objected': None
  'people.state.ended.withdrawn': None
  'people.state.ended.expired': None
  'people.state.ended.refused': None
  'people.act.sign': None
  'people.act.consent': None
  'people.act.object': None
  'people.act.withdraw': None
  'people.act.half': None
  'people.actName.sign': { what: Word }
  'people.actName.consent': { what: Word }
  'people.actName.object': { what: Word }
  'people.actName.withdraw': { what: Word }
  'people.actName.half': { what: Word }
  'people.title.sign': None
  'people.title.consent': None
  'people.title.object': None
  'people.title.withdraw': None
  'people.title.half': None
  'people.go.sign': None
  'people.go.consent': None
  'people.go.object': None
  'people.go.withdraw': None
  'people.go.half': None
  'people.effect.sign': None
  'people.effect.consent': None
  'people.effect.object': None
  'people.effect.withdraw': None
  'people.effect.half': None
  'people.done.sign': None
  'people.done.consent': None
  'people.done.object': None
  'people.done.withdraw': None
  'people.half.title': { part: Choice; name: Word }
  'people.half.what': None
  'people.half.label': None
  'people.reason.label': None
  'people.reason.hint': None
  'people.reason.missing': { least: Word; missing: Word }
  'people.keys.title': None
  'people.keys.none': None
  'people.keys.label': None
  'people.keys.made': None
  'people.keys.expires': None
  'people.keys.used': None
  'people.keys.neverUsed': None
  'people.keys.act': None
  'people.keys.end': None
  'people.keys.endName': { label: Word }
  'people.keys.endTitle': None
  'people.keys.endWhat': None
  'people.keys.endAct': None
  'people.what.tie': { person: Word; account: Word; subject: Word }
  'people.what.untie': { person: Word; account: Word; subject: Word }
  'people.what.rescue': { account: Word; person: Word }
  'people.operatorKey': { label: Word; at: Word }
  'people.knowsHuman': None
  'print.pageTitle': { reference: Choice }
  'print.askTitle': None
  'print.askBody': None
  'print.reason': None
  'print.reasonNote': None
  'print.act': None
  'print.cancel': None
  'print.again': None
  'print.caseTitle': { reference: Word }
  'print.printedBy': { name: Word; instant: Word; purpose: Choice }
  'print.facts.name': None
  'print.facts.context': None
  'print.facts.due': None
  'print.facts.state': None
  'print.facts.signal': None
  'print.facts.opened': None
  'print.hit': { place: Word; band: Word }
  'print.compared.field': None
  'print.compared.relation': None
  'print.compared.signal': None
  'print.track': None
  'print.decision': None
  'print.undecided': None
  'print.decided': { act: Word; instant: Word; by: Word }
  'print.history': None
  'print.last': { date: Word }
  'print.page': { page: Word; pages: Word }
  'problem-titles.account-suspended': None
  'problem-titles.agreement-ended': None
  'problem-titles.agreement-invalid': None
  'problem-titles.agreement-not-offered': None
  'problem-titles.agreement-signed': None
  'problem-titles.agreement-state': None
  'problem-titles.agreement-unknown': None
  'problem-titles.already-confirmed': None
  'problem-titles.asked-too-fast': None
  'problem-titles.assertion-invalid': None
  'problem-titles.attachment-exists': None
  'problem-titles.attachment-format': None
  'problem-titles.attachment-invalid': None
  'problem-titles.attachment-too-many': None
  'problem-titles.audit-details': None
  'problem-titles.audit-unavailable': None
  'problem-titles.bad-element': None
  'problem-titles.bad-signature': None
  'problem-titles.bank-exists': None
  'problem-titles.bank-name-invalid': None
  'problem-titles.bank-of-member': None
  'problem-titles.birth-date-implausible': None
  'problem-titles.birth-date-invalid': None
  'problem-titles.blind-epoch-over': None
  'problem-titles.blind-items-invalid': None
  'problem-titles.blind-not-agreed': None
  'problem-titles.blind-nothing-found': None
  'problem-titles.blind-proof-invalid': None
  'problem-titles.blind-set-not-ready': None
  'problem-titles.body-invalid': None
  'problem-titles.budget-spent': None
  'problem-titles.case-changed': None
  'problem-titles.case-closed': None
  'problem-titles.case-decided': None
  'problem-titles.case-edited': None
  'problem-titles.case-not-decided': None
  'problem-titles.certificate-taken': None
  'problem-titles.change-state': None
  'problem-titles.clock-skew': None
  'problem-titles.code-unknown': None
  'problem-titles.code-wrong': None
  'problem-titles.concerned': None
  'problem-titles.consent-missing': None
  'problem-titles.consent-too-new': None
  'problem-titles.credential-foreign': None
  'problem-titles.credential-known': None
  'problem-titles.csrf-missing': None
  'problem-titles.csv-quote': None
  'problem-titles.draft-limit': None
  'problem-titles.draft-newer': None
  'problem-titles.draft-too-large': None
  'problem-titles.duplicate-signal': None
  'problem-titles.empty-body': None
  'problem-titles.evidence-ground': None
  'problem-titles.evidence-changed': None
  'problem-titles.false-positive-list': None
  'problem-titles.false-positive-list-invalid': None
  'problem-titles.feed-diverged': None
  'problem-titles.file-unreadable': None
  'problem-titles.filter-limit': None
  'problem-titles.foreign-not-adoptable': None
  'problem-titles.free-text-personal-data': None
  'problem-titles.fresh-sign-in-needed': None
  'problem-titles.handover-over': None
  'problem-titles.hold-needless': None
  'problem-titles.hold-open': None
  'problem-titles.hold-until': None
  'problem-titles.host-unknown': None
  'problem-titles.idempotency-conflict': None
  'problem-titles.identity-invalid': None
  'problem-titles.import-empty': None
  'problem-titles.incompatible-roles': None
  'problem-titles.index-not-ready': None
  'problem-titles.input-too-large': None
  'problem-titles.invitation-expired': None
  'problem-titles.invitation-invalid': None
  'problem-titles.invitation-used': None
  'problem-titles.kind-not-blind-checkable': None
  'problem-titles.last-credential': None
  'problem-titles.last-of-role': None
  'problem-titles.lawful-basis-missing': None
  'problem-titles.limit-out-of-range': None
  'problem-titles.list-busy': None
  'problem-titles.list-changed': None
  'problem-titles.list-empty': None
  'problem-titles.list-version-unknown': None
  'problem-titles.locked-out': None
  'problem-titles.media-decode-timeout': None
  'problem-titles.media-decoder-failed': None
  'problem-titles.media-empty': None
  'problem-titles.media-playlist-refused': None
  'problem-titles.media-too-large': None
  'problem-titles.media-undecodable': None
  'problem-titles.minor-missing': None
  'problem-titles.name-empty': None
  'problem-titles.name-taken': None
  'problem-titles.name-too-long': None
  'problem-titles.names-too-many': None
  'problem-titles.no-acknowledgement': None
  'problem-titles.no-proposal': None
  'problem-titles.not-durable': None
  'problem-titles.not-found': None
  'problem-titles.not-owner': None
  'problem-titles.not-viewed': None
  'problem-titles.nothing-to-show': None
  'problem-titles.overloaded': None
  'problem-titles.pass-on-back': None
  'problem-titles.pass-on-own': None
  'problem-titles.passkeys-off': None
  'problem-titles.password-change-needed': None
  'problem-titles.password-weak': None
  'problem-titles.peer-exists': None
  'problem-titles.peer-refused': None
  'problem-titles.peer-state': None
  'problem-titles.peer-unknown': None
  'problem-titles.peer-unreachable': None
  'problem-titles.permission-given': None
  'problem-titles.permission-invalid': None
  'problem-titles.preview-expired': None
  'problem-titles.probing-suspected': None
  'problem-titles.proposal-open': None
  'problem-titles.purpose-missing': None
  'problem-titles.purpose-not-agreed': None
  'problem-titles.purpose-unknown': None
  'problem-titles.query-too-short': None
  'problem-titles.quota-exhausted': None
  'problem-titles.radius-out-of-range': None
  'problem-titles.rate-exceeded': None
  'problem-titles.reading-empty': None
  'problem-titles.reading-other-person': None
  'problem-titles.recently-recovered': None
  'problem-titles.passkey-too-new': None
  'problem-titles.passkey-synced': None
  'problem-titles.record-unreadable': None
  'problem-titles.red-needs-recipients': None
  'problem-titles.refused': None
  'problem-titles.release-changed': None
  'problem-titles.release-not-needed': None
  'problem-titles.remind-limit': None
  'problem-titles.replayed': None
  'problem-titles.report-empty': None
  'problem-titles.request-aborted': None
  'problem-titles.retain-before-valid': None
  'problem-titles.role': None
  'problem-titles.same-person': None
  'problem-titles.scope-forbidden': None
  'problem-titles.second-factor-needed': None
  'problem-titles.second-person-required': None
  'problem-titles.sender-unknown': None
  'problem-titles.session-needed': None
  'problem-titles.sign-in-failed': None
  'problem-titles.signature-needed': None
  'problem-titles.passkey-needed': None
  'problem-titles.sign-in-needed': None
  'problem-titles.regime-invalid': None
  'problem-titles.signal-invalid': None
  'problem-titles.signal-type-unknown': None
  'problem-titles.signal-withdrawn': None
  'problem-titles.single-operator': None
  'problem-titles.suspension-repeated': None
  'problem-titles.task-expired': None
  'problem-titles.task-finished': None
  'problem-titles.task-interrupted': None
  'problem-titles.third-person-required': None
  'problem-titles.threshold-invalid': None
  'problem-titles.threshold-unchanged': None
  'problem-titles.too-large': None
  'problem-titles.too-many-keys': None
  'problem-titles.too-many-requests': None
  'problem-titles.too-soon': None
  'problem-titles.unavailable': None
  'problem-titles.unexpected': None
  'problem-titles.unknown-field': None
  'problem-titles.url-forbidden': None
  'problem-titles.verification-missing': None
  'problem-titles.version-conflict': None
  'problem-titles.video-no-stream': None
  'problem-titles.viewing-limited': None
  'problem-titles.words-differ': None
  'problem-titles.xml-limit': None
  'problem-titles.xml-unsafe': None
  'problem-titles.logout-invalid': None
  'problem-titles.provider-unavailable': None
  'problem-titles.subject-tied': None
  'problem-titles.clock-differs': None
  'problem-titles.human-not-known': None
  'problem-titles.staff-reference-missing': None
  'problem-titles.staff-reference-taken': None
  'problem-titles.grant-unsigned': None
  'problem-titles.decisions-paused': None
  'problem-titles.matching-stopped': None
  'problem-titles.stop-lifted': None
  'problem-titles.stop-scope-unknown': None
  'problem-titles.stop-set': None
  'problem-titles.approver-kind': None
  'problem-titles.deleted': None
  'problem-titles.impact-assessment-expired': None
  'problem-titles.necessity-missing': None
  'problem-titles.not-masked': None
  'problem-titles.reason-too-short': None
  'problem-titles.unmask-never': None
  'problem-titles.unmask-state': None
  'problem-titles.not-independent': None
  'problem-titles.redress-full': None
  'problem-titles.redress-outcome': None
  'problem-titles.redress-state': None
  'problem-titles.attribute-forbidden': None
  'problem-titles.document-differs': None
  'problem-titles.document-exists': None
  'problem-titles.file-not-opened': None
  'problem-titles.recipient-missing': None
  'problem-titles.recipient-state': None
  'problem-titles.reports-full': None
  'problem-titles.sample-planted': None
  'problem-titles.sample-state': None
  'problems.meta': { code: Word; requestId: Choice; clock: Word }
  'problems.retry': None
  'problems.necessity': None
  'problems.wrongAddress': None
  'problems.wrongAddressNext': None
  'problems.faults': None
  'problems.shape.missing': None
  'problems.shape.choice': None
  'problems.shape.day': None
  'problems.shape.number': None
  'problems.shape.other': None
  'problems.shape.atLeast.string': { n: number }
  'problems.shape.atLeast.array': { n: number }
  'problems.shape.atLeast.number': { n: Word }
  'problems.shape.atMost.string': { n: number }
  'problems.shape.atMost.array': { n: Word }
  'problems.shape.atMost.number': { n: Word }
  'problems.kept': None
  'problems.connection': None
  'problems.connectionDetail': None
  'problems.unexpected': None
  'problems.unexpectedDetail': { seconds: number }
  'problems.auditUnavailable': None
  'problems.refusedTitle': None
  'problems.refusedCount': { missing: number; all: number }
  'problems.condition': None
  'problems.missing': None
  'problems.canDo': None
  'problems.met': None
  'problems.changePurpose': None
  'problems.back': None
  'problems.backHome': None
  'problems.clauseNames.role': None
  'problems.clauseNames.purpose-stated': None
  'problems.clauseNames.purpose-of-regime': None
  'problems.clauseNames.assignment': None
  'problems.clauseNames.retention': None
  'problems.clauseNames.masked': None
  'problems.clauseNames.minor': None
  'problems.clauseNames.sensitive': None
  'problems.clauseNames.kill-switch': None
  'problems.clauseNames.break-glass': None
  'problems.clauseNames.agreement': None
  'problems.remedies.role': None
  'problems.remedies.purpose-stated': None
  'problems.remedies.purpose-of-regime': None
  'problems.remedies.assignment': None
  'problems.remedies.retention': None
  'problems.remedies.masked': None
  'problems.remedies.minor': None
  'problems.remedies.sensitive': None
  'problems.remedies.kill-switch': None
  'problems.remedies.break-glass': None
  'problems.remedies.agreement': None
  'problems.remedyUnknown': None
  'problems.notStated': None
  'problems.attributeMissing': None
  'purpose.terrorism-prevention': None
  'purpose.terrorism-investigation': None
  'purpose.border-control': None
  'purpose.aviation-security': None
  'purpose.customs-security': None
  'purpose.content-safety': None
  'purpose.terrorist-financing': None
  'purpose.human-rights-review': None
  'purpose.redress': None
  'purpose.exercise': None
  'queue.title': None
  'queue.open': { count: Word }
  'queue.label': None
  'queue.labelDecided': None
  'queue.withLabel': None
  'queue.all': None
  'queue.mine': { count: Word }
  'queue.unassigned': { count: Word }
  'queue.filter': None
  'queue.remove': { what: Word }
  'queue.newAbove': { count: Word }
  'queue.newAnnounced': { count: number }
  'queue.columns.due': None
  'queue.columns.decided': None
  'queue.columns.who': None
  'queue.columns.on': None
  'queue.columns.from': None
  'queue.columns.with': None
  'queue.groups.soon': None
  'queue.groups.today': { day: Word }
  'queue.groups.later': { days: Choice }
  'queue.groups.decided': None
  'queue.outcomes.no-action': None
  'queue.outcomes.further-check': None
  'queue.outcomes.adverse': None
  'queue.outcomes.exempt': None
  'queue.secondPerson': None
  'queue.clearedBefore': None
  'queue.noReason': None
  'queue.you': None
  'queue.nobody': None
  'queue.emptyTitle': None
  'queue.emptyNext': { decided: number }
  'queue.emptyDecided': None
  'queue.filteredTitle': { name: Choice }
  'queue.decidedNone': None
  'queue.decidedNoneNext': None
  'queue.filteredNext': { open: number; next: Choice }
  'queue.more': { count: number }
  'queue.loading': None
  'queue.preview': None
  'queue.openedAt': { reference: Word; clock: Word }
  'queue.openCase': None
  'queue.oneAtATime': None
  'queue.keys.move': None
  'queue.keys.open': None
  'queue.keys.peek': None
  'queue.keys.take': None
  'queue.keys.filter': None
  'queue.keys.showNew': None
  'queue.keys.next': None
  'queue.keys.previous': None
  'queue.keys.close': None
  'queue.took': { name: Word }
  'queue.hide': None
  'queue.second.title': None
  'queue.second.count': { count: Word }
  'queue.second.order': None
  'queue.second.label': None
  'queue.second.emptyTitle': None
  'queue.second.emptyNext': None
  'queue.second.toQueue': None
  'queue.zone': { offset: Choice; place: Word }
  'queue.zoneHint': { zone: Word }
  'queue.tabs.label': None
  'queue.tabs.all': None
  'queue.columns.gateway': None
  'queue.columns.evidence': None
  'queue.columns.strength': None
  'queue.groups.overdue': None
  'queue.groups.tomorrow': { day: Word }
  'queue.overdue': None
  'queue.moreRows': None
  'queue.moreHint': None
  'queue.gone.decided': { clock: Word; outcome: Word }
  'queue.gone.taken': None
  'queue.gone.mine': None
  'queue.gone.closed': None
  'queue.gone.moved': None
  'queue.filters.title': None
  'queue.filterFields.on': None
  'queue.filterFields.filer': None
  'queue.filterFields.route': None
  'queue.filterFields.agreement': None
  'queue.filterFields.from': None
  'queue.filterFields.assignedTo': None
  'queue.filterFields.state': None
  'queue.filterFields.age': None
  'queue.filterFields.due': None
  'queue.filterFields.evidence': None
  'queue.filters.any': None
  'queue.filters.apply': None
  'queue.filters.chip': { field: Word; value: Word }
  'queue.filters.fit': { fit: Word; open: Word }
  'queue.filters.clear': None
  'queue.filters.set': None
  'queue.filters.ages.60': None
  'queue.filters.ages.240': None
  'queue.filters.ages.1440': None
  'queue.filters.ageOther': { minutes: Word }
  'queue.filters.dues.overdue': None
  'queue.filters.dues.30m': None
  'queue.filters.dues.today': None
  'queue.filters.dues.24h': None
  'queue.filters.states.open': None
  'queue.filters.states.in-review': None
  'queue.filters.states.awaiting-second': None
  'queue.filters.relation': { name: Word; relation: Choice }
  'queue.mine.label': None
  'queue.mine.save': None
  'queue.mine.name': None
  'queue.mine.keep': None
  'queue.mine.remove': { name: Word }
  'queue.mine.full': { count: Word }
  'queue.mine.nameNeeded': None
  'queue.showAll': { open: number }
  'queue.changeFilter': None
  'queue.elsewhere': { count: number }
  'queue.keys.tab': None
  'queue.keys.tabOf': { name: Word }
  'queue.keys.mine': { name: Word }
  'queue.orderDecided': None
  'queue.order': None
  'queue.previewSignal': None
  'queue.filters.states.decided': None
  'rates.title': None
  'rates.window': { from: Word; until: Word }
  'rates.gateways': None
  'rates.weeks.label': None
  'rates.weeks.w4': None
  'rates.weeks.w13': None
  'rates.weeks.w52': None
  'rates.export': None
  'rates.keys.export': None
  'rates.percent': { share: Word }
  'rates.interval': { low: Word; high: Word }
  'rates.before': { value: Word }
  'rates.few': None
  'rates.hidden': None
  'rates.hiddenWork': None
  'rates.nothing': None
  'rates.notCounted': None
  'rates.fewerThanTen': None
  'rates.protected': None
  'rates.hits.title': None
  'rates.hits.of': { count: Word; n: Word }
  'rates.hits.fewOf': { n: Word }
  'rates.mistaken.title': None
  'rates.mistaken.of': { count: Word; n: Word }
  'rates.mistaken.fewOf': { n: Word }
  'rates.disagreed.title': None
  'rates.disagreed.of': { count: Word; n: Word }
  'rates.disagreed.fewOf': { n: Word }
  'rates.late.title': None
  'rates.late.of': { count: Word; n: Word }
  'rates.late.fewOf': { n: Word }
  'rates.sources.title': None
  'rates.sources.note': None
  'rates.sources.own': None
  'rates.sources.small': { count: number }
  'rates.sources.rising': { day: Word }
  'rates.sources.column.source': None
  'rates.sources.column.decided': None
  'rates.sources.column.mistaken': None
  'rates.sources.column.interval': None
  'rates.sources.column.weeks': None
  'rates.sources.column.note': None
  'rates.decided.title': None
  'rates.decided.outcome.confirmed': None
  'rates.decided.outcome.mistaken': None
  'rates.decided.outcome.notUseful': None
  'rates.decided.week': None
  'rates.decided.weekShort': { week: Word }
  'rates.decided.name': { weeks: number; least: number; most: number; hidden: number }
  'rates.groups.title': None
  'rates.groups.note': None
  'rates.groups.column.group': None
  'rates.groups.column.ratio': None
  'rates.groups.column.interval': None
  'rates.groups.column.state': None
  'rates.groups.state.alarm': None
  'rates.groups.state.watch': None
  'rates.groups.state.ok': None
  'rates.groups.state.too-few': None
  'rates.groups.what': { days: number; at: Word }
  'rates.groups.all': None
  'rates.changes.title': None
  'rates.changes.none': None
  'rates.changes.threshold': { from: Word; to: Word }
  'rates.changes.list': { title: Word; version: number; entries: Choice }
  'rates.changes.matcher.code': { digest: Word }
  'rates.changes.matcher.tables': { digest: Word }
  'rates.changes.release': { schema: Word }
  'reasons.agrees': { agrees1: Choice; agrees2: Choice; agrees3: Choice; differs1: Choice; differs2: Choice; differs3: Choice; differs4: Choice; differs5: Choice }
  'reasons.differs': { differs1: Choice; differs2: Choice; differs3: Choice; differs4: Choice; differs5: Choice }
  'reasons.details-agree': None
  'reasons.earlier-name': None
  'reasons.earlier-document': None
  'reasons.earlier-holder': None
  'reasons.evidence-agrees': None
  'reasons.against': None
  'reasons.more-signals': { count: number }
  'reasons.signal-erased': None
  'reasons.record-masked': None
  'reasons.record-unreadable': None
  'reasons.similar-person': None
  'reasons.document-typed-wrongly': None
  'reasons.holder-not-named': None
  'reasons.holder-name-differs': None
  'reasons.document-used-again': None
  'reasons.namesake': None
  'reasons.namesake-of-same-age': None
  'reasons.namesake-of-same-day': None
  'reasons.another-name': None
  'reasons.weak-alias': None
  'reasons.cleared-before': None
  'redress.what': None
  'redress.one': { reference: Word }
  'redress.empty': None
  'redress.emptyNext': None
  'redress.which.label': None
  'redress.which.open': None
  'redress.which.ended': None
  'redress.column.reference': None
  'redress.column.kind': None
  'redress.column.state': None
  'redress.column.next': None
  'redress.column.reviewer': None
  'redress.column.received': None
  'redress.nobody': None
  'redress.yours': None
  'redress.overdue': None
  'redress.urgent': None
  'redress.takeBy': None
  'redress.answerBy': None
  'redress.kind.misidentification': None
  'redress.kind.access': None
  'redress.kind.correction': None
  'redress.kind.deletion': None
  'redress.kind.complaint': None
  'redress.state.received': None
  'redress.state.identity-check': None
  'redress.state.assigned': None
  'redress.state.decided': None
  'redress.state.propagating': None
  'redress.state.closed': None
  'redress.outcome.upheld': None
  'redress.outcome.partly': None
  'redress.outcome.rejected': None
  'redress.outcome.neither-confirm-nor-deny': None
  'redress.asked': None
  'redress.fact.name': None
  'redress.fact.birthDate': None
  'redress.fact.document': None
  'redress.fact.text': None
  'redress.fact.neededBy': None
  'redress.fact.language': None
  'redress.fact.channel': None
  'redress.fact.contact': None
  'redress.fact.extension': None
  'redress.fact.reasons': None
  'redress.channel.here': None
  'redress.channel.email': None
  'redress.channel.phone': None
  'redress.channel.post': None
  'redress.files.title': None
  'redress.files.note': None
  'redress.files.open': { n: Word }
  'redress.cases.title': None
  'redress.cases.note': None
  'redress.cases.open': None
  'redress.cases.ended': None
  'redress.take.title': None
  'redress.take.what': None
  'redress.take.act': None
  'redress.take.done': None
  'redress.assign.title': None
  'redress.assign.identity': None
  'redress.assign.shown': None
  'redress.assign.notNeeded': None
  'redress.assign.cases': None
  'redress.assign.casesHint': None
  'redress.assign.act': None
  'redress.assign.under': None
  'redress.assign.done': None
  'redress.readByPerson': None
  'redress.extend.title': None
  'redress.extend.reasons': None
  'redress.extend.act': None
  'redress.extend.done': None
  'redress.decide.title': None
  'redress.decide.outcome': None
  'redress.decide.neither': None
  'redress.decide.basis': None
  'redress.decide.until': None
  'redress.decide.act': None
  'redress.decide.under': None
  'redress.decide.done': None
  'redress.correct.label': { source: Word }
  'redress.correct.nothing': None
  'redress.correct.clear': None
  'redress.correct.withdraw': None
  'redress.correct.arrived': None
  'redress.correct.receipts': { receipts: Word; recipients: Word }
  'rematches.title': None
  'rematches.causes.signal-created': None
  'rematches.causes.signal-changed': None
  'rematches.causes.signal-withdrawn': None
  'rematches.causes.list-imported': None
  'rematches.causes.list-rolled-back': None
  'rematches.causes.signals-changed': None
  'rematches.causes.threshold-lowered': None
  'rematches.running': { cause: Word; signals: number }
  'rematches.what': { cause: Word; signals: number }
  'rematches.counted': { done: Word; total: Word }
  'rematches.finished': { at: Word }
  'rematches.column.at': None
  'rematches.column.cause': None
  'rematches.column.people': None
  'rematches.column.hitsReevaluated': None
  'rematches.column.casesOpened': None
  'rematches.column.casesClosed': None
  'rematches.column.decisionsReopened': None
  'retention.what': None
  'retention.waits': None
  'retention.none': None
  'retention.waitsSecond': None
  'retention.sweep.title': None
  'retention.sweep.last': None
  'retention.sweep.masked': None
  'retention.sweep.deleted': None
  'retention.keys.days': None
  'retention.keys.retiring': None
  'retention.keys.horizon': None
  'retention.keys.horizonDays': { n: number }
  'retention.work.title': None
  'retention.work.soon': { n: number }
  'retention.work.late': { n: number }
  'retention.work.none': None
  'retention.column.regime': None
  'retention.column.mask': None
  'retention.column.delete': None
  'retention.column.record': None
  'retention.column.reference': None
  'retention.column.setBy': None
  'retention.column.approvedBy': None
  'retention.column.until': None
  'retention.evidence.title': None
  'retention.holds.title': None
  'retention.ground.criminal-investigation': None
  'retention.ground.court-order': None
  'retention.ground.threat-assessment': None
  'retention.ground.confirmed-link': None
  'retention.hold.asked': None
  'retention.hold.in-force': None
  'retention.hold.ended': None
  'retention.proofs.title': None
  'retention.proofs.what': None
  'retention.proofs.column.done': None
  'retention.proofs.column.what': None
  'retention.proofs.column.until': None
  'retention.proofs.mask': { n: number }
  'retention.proofs.delete': { n: number }
  'role.analyst': None
  'role.supervisor': None
  'role.signal-officer': None
  'role.oversight': None
  'role.administrator': None
  'role.sender': None
  'role.peer': None
  'role.system': None
  'role.public': None
  'sample.what': None
  'sample.figures': None
  'sample.figure.drawn': None
  'sample.figure.read': None
  'sample.figure.agree': None
  'sample.figure.question': None
  'sample.figure.disagree': None
  'sample.figure.unanswered': None
  'sample.figure.overdue': None
  'sample.figure.deleted': None
  'sample.weeks': None
  'sample.weeksWhat': None
  'sample.none': None
  'sample.column.week': None
  'sample.column.commitment': None
  'sample.column.state': None
  'sample.column.result': None
  'sample.column.act': None
  'sample.secret': { at: Word }
  'sample.shown': None
  'sample.lost': None
  'sample.late': None
  'sample.counts': { drawn: Word; listed: Word }
  'sample.show': None
  'sample.check': None
  'sample.seed': None
  'sample.check.what': { command: Word; verify: Word }
  'sample.check.run': None
  'sample.check.insecure': { command: Word }
  'sample.check.log': { ok: Choice }
  'sample.check.seed': { ok: Choice }
  'sample.check.list': { ok: Choice }
  'sample.check.draws': { faults: number; count: Word }
  'sample.cases': { week: Word }
  'sample.cases.none': None
  'sample.cases.later': None
  'sample.case.reference': None
  'sample.case.why': None
  'sample.case.outcome': None
  'sample.case.reading': None
  'sample.case.lot': None
  'sample.case.minor': None
  'sample.case.planted': None
  'sample.case.deleted': None
  'sample.case.unread': None
  'sample.case.open': None
  'sample.case.openName': { case: Word }
  'sample.form.title': None
  'sample.form.verdict': None
  'sample.form.words': None
  'sample.form.hint': None
  'sample.form.save': None
  'sample.form.done': None
  'sample.words.gone': None
  'sample.answer': None
  'sample.answer.due': { at: Word }
  'sample.answer.overdue': { at: Word }
  'sample.questions.what': None
  'sample.questions.none': None
  'sample.questions.noneNext': None
  'sample.questions.asked': None
  'sample.questions.question': None
  'sample.questions.not': None
  'sample.questions.save': None
  'sample.questions.done': None
  'sample.questions.hint': None
  'sample.questions.title': None
  'sealed.report.title': None
  'sealed.report.what': None
  'sealed.report.closed': None
  'sealed.report.hintKept': None
  'sealed.report.hintNames': None
  'sealed.report.hintPlace': None
  'sealed.report.hintAnswer': None
  'sealed.report.text': None
  'sealed.report.missing': { missing: number }
  'sealed.report.sealedHere': None
  'sealed.report.send': None
  'sealed.report.sent': None
  'sealed.report.full': None
  'sealed.report.failed': None
  'sealed.recipient.title': None
  'sealed.recipient.none': None
  'sealed.recipient.inForce': None
  'sealed.recipient.waiting': None
  'sealed.recipient.signedBy': None
  'sealed.recipient.needsConsent': { hours: number }
  'sealed.recipient.begins': None
  'sealed.recipient.consent': None
  'sealed.recipient.consented': None
  'sealed.recipient.stop': None
  'sealed.recipient.stopped': None
  'sealed.recipient.how': None
  'sealed.recipient.label': None
  'sealed.recipient.hint': None
  'sealed.recipient.propose': None
  'sealed.recipient.proposed': None
  'sealed.recipient.under': { hours: number }
  'sealed.files.title': None
  'sealed.files.count': { count: number }
  'sealed.files.what': { needs: number }
  'sealed.files.sign': { count: Word }
  'sealed.files.signToo': None
  'sealed.files.waits': { people: Word; count: number }
  'sealed.files.open': None
  'sealed.files.awaiting': None
  'sealed.files.none': None
  'sealed.files.column.file': None
  'sealed.files.column.day': None
  'sealed.files.column.size': None
  'sealed.files.column.open': None
  'sealed.files.openHere': None
  'sealed.files.download': None
  'sealed.files.delete': None
  'sealed.files.deleted': None
  'sealed.files.sealed': None
  'sealed.files.request': None
  'sealed.kind.report': None
  'sealed.kind.unmask-document': None
  'sealed.kind.note': None
  'sealed.open.title': None
  'sealed.open.what': None
  'sealed.open.drop': None
  'sealed.open.choose': None
  'sealed.open.file': None
  'sealed.open.key': None
  'sealed.open.keyHint': None
  'sealed.open.act': None
  'sealed.open.close': None
  'sealed.open.content': None
  'sealed.open.noText': None
  'sealed.open.save': None
  'sealed.fault.key': None
  'sealed.fault.count': None
  'sealed.fault.character': None
  'sealed.fault.split': None
  'sealed.fault.twice': None
  'sealed.fault.file': None
  'sealed.note.title': None
  'sealed.note.text': None
  'sealed.note.act': None
  'sealed.note.under': None
  'sealed.note.done': None
  'shell.product': None
  'shell.pageTitle': { page: Word }
  'shell.skip': None
  'shell.navigation': None
  'shell.groups.work': None
  'shell.groups.records': None
  'shell.groups.cooperation': None
  'shell.groups.oversight': None
  'shell.groups.administration': None
  'shell.pages.queue': None
  'shell.pages.second': None
  'shell.pages.find': None
  'shell.pages.signals': None
  'shell.pages.try': None
  'shell.pages.threshold': None
  'shell.pages.network': None
  'shell.pages.agreements': None
  'shell.pages.shift': None
  'shell.pages.oversight': None
  'shell.pages.admin': None
  'shell.pages.log': None
  'shell.find': { kinds: Word }
  'shell.findCases': None
  'shell.purpose': { name: Word }
  'shell.purposeNone': None
  'shell.purposeMenu': None
  'shell.purposeChanged': { name: Word }
  'shell.clock': { own: Choice; utc: Word }
  'shell.account': { name: Word; role: Word }
  'shell.roleMenu': None
  'shell.preferences': None
  'shell.signOut': None
  'shell.live': { clock: Word }
  'shell.connecting': None
  'shell.offline': None
  'shell.allKeys': None
  'shell.keysTitle': None
  'shell.keysOff': None
  'shell.keyNames.find': None
  'shell.keyNames.help': None
  'shell.keyNames.purpose': None
  'shell.keyNames.close': None
  'shell.close': None
  'shell.draft': { language: Word }
  'shell.lost': { clock: Word }
  'shell.lostDetail': { seconds: Word }
  'shell.lostMeanwhile': None
  'shell.tryNow': None
  'shell.partMissing': None
  'shell.partDetail': { seconds: Word }
  'shell.partGone': None
  'shell.updated': { clock: Choice }
  'shell.updatedDetail': { until: Choice }
  'shell.refusedByUpdate': None
  'shell.loadNew': None
  'shell.later': None
  'shell.paperElsewhere': None
  'shell.widerTitle': None
  'shell.widerNext': None
  'shell.notFound': None
  'shell.notFoundNext': None
  'shell.toQueue': None
  'shell.singleOperator': None
  'shell.restored': { since: Word }
  'shell.restoredWaits': None
  'shell.restoredEnd': None
  'shell.restoredTitle': None
  'shell.restoredEffect': { since: Word }
  'shell.restoredShort': None
  'shell.pages.stop': None
  'shell.pages.necessity': None
  'shell.stopped.all': { since: Word }
  'shell.stopped.some': { count: number; since: Word }
  'shell.stopped.more': None
  'shell.pages.unmaskings': None
  'shell.pages.retention': None
  'shell.pages.redress': None
  'shell.pages.fairness': None
  'shell.pages.questions': None
  'shift.title': None
  'shift.from': { day: Word; from: Word; until: Word; place: Word }
  'shift.gateways': None
  'shift.noGateway': None
  'shift.keys.assign': None
  'shift.keys.remind': None
  'shift.load.title': None
  'shift.load.note': { hours: number }
  'shift.load.assigned': None
  'shift.load.unassigned': None
  'shift.load.second': None
  'shift.load.over': None
  'shift.load.overdue': None
  'shift.load.hour': None
  'shift.load.all': None
  'shift.load.ends': { clock: Word }
  'shift.load.under': { place: Word }
  'shift.load.name': { overdue: number; most: number; clock: Word; later: number }
  'shift.people.title': None
  'shift.people.note': { present: number; all: number }
  'shift.people.never': None
  'shift.people.column.name': None
  'shift.people.column.presence': None
  'shift.people.column.open': None
  'shift.risk.title': None
  'shift.risk.note': { overdue: number; soon: number }
  'shift.risk.none': None
  'shift.risk.more': { count: number }
  'shift.risk.column.due': None
  'shift.risk.column.case': None
  'shift.risk.column.strength': None
  'shift.risk.column.changes': None
  'shift.risk.column.with': None
  'shift.risk.column.act': None
  'shift.risk.nobody': None
  'shift.risk.assign': None
  'shift.risk.assignName': { reference: Word }
  'shift.changes.answer': { clock: Choice }
  'shift.changes.still.arrival': None
  'shift.changes.still.nothing': None
  'shift.changes.second': None
  'shift.changes.before': { clock: Choice }
  'shift.second.title': None
  'shift.second.none': None
  'shift.second.asked': { act: Word }
  'shift.second.column.case': None
  'shift.second.column.due': None
  'shift.second.column.act': None
  'shift.second.names': { names: Word; more: number }
  'shift.second.you': None
  'shift.second.count': { people: number }
  'shift.second.nobody': None
  'shift.second.remind': None
  'shift.second.remindName': { reference: Word }
  'shift.second.reminded': { reference: Word }
  'shift.backlog.title': None
  'shift.backlog.note': None
  'shift.backlog.counts': { opened: number; decided: number; fellAway: number }
  'shift.backlog.opened': { opened: number }
  'shift.backlog.now': { open: number }
  'shift.backlog.name': { first: number; most: number; open: number }
  'shift.backlog.at': None
  'shift.backlog.open': None
  'shift.assign.title': { reference: Word }
  'shift.assign.act': None
  'shift.assign.cancel': None
  'shift.assign.to': None
  'shift.assign.toNone': None
  'shift.assign.choice': { name: Word; presence: Word; open: number }
  'shift.assign.done': { reference: Word; name: Word }
  'shift.handOver.open': None
  'shift.handOver.title': None
  'shift.handOver.act': None
  'shift.handOver.cancel': None
  'shift.handOver.facts': { open: number; overdue: number; unassigned: number; second: number }
  'shift.handOver.body': None
  'shift.handOver.to': None
  'shift.handOver.toNone': None
  'shift.handOver.toNobody': None
  'shift.handOver.note': None
  'shift.handOver.noteHint': None
  'shift.handOver.done': { name: Word }
  'shift.notes.title': None
  'shift.notes.given': { by: Word; to: Word; at: Word }
  'shift.notes.waits': None
  'shift.notes.accepted': { at: Word }
  'shift.notes.facts': { open: number; overdue: number; unassigned: number; second: number }
  'shift.notes.accept': None
  'shift.notes.done': { name: Word }
  'sign-in.pageTitle': None
  'sign-in.title': None
  'sign-in.account': None
  'sign-in.password': None
  'sign-in.submit': None
  'sign-in.wrong': { left: Choice }
  'sign-in.locked': { clock: Choice }
  'sign-in.needed': None
  'sign-in.logged': None
  'sign-in.purposeTitle': None
  'sign-in.purposeNote': { name: Word; role: Word }
  'sign-in.purposes': None
  'sign-in.start': None
  'sign-in.startNone': None
  'sign-in.otherPerson': None
  'sign-in.changeTitle': None
  'sign-in.changeNote': None
  'sign-in.current': None
  'sign-in.next': None
  'sign-in.nextNote': None
  'sign-in.again': None
  'sign-in.differs': None
  'sign-in.short': { least: Word; missing: Word }
  'sign-in.change': None
  'sign-in.coverTitle': None
  'sign-in.coverNote': None
  'sign-in.coverSoon': { seconds: Word }
  'sign-in.coverSoonOnce': None
  'sign-in.stay': None
  'sign-in.enrol.link': None
  'sign-in.enrol.title': None
  'sign-in.enrol.note': None
  'sign-in.enrol.first': None
  'sign-in.enrol.second': None
  'sign-in.enrol.act': None
  'sign-in.enrol.done': None
  'sign-in.enrol.doneNote': None
  'sign-in.passkey': None
  'sign-in.code': None
  'sign-in.codeNote': None
  'sign-in.again.note': None
  'sign-in.again.codeNote': None
  'sign-in.again.act': None
  'sign-in.act.title': None
  'sign-in.act.note': None
  'sign-in.act.sign': None
  'sign-in.act.unsigned': None
  'sign-in.act.differs': None
  'sign-in.factor.title': None
  'sign-in.factor.note': None
  'sign-in.factor.passkey': None
  'sign-in.factor.passkeyNote': None
  'sign-in.factor.addPasskey': None
  'sign-in.factor.unsigned': None
  'sign-in.factor.app': None
  'sign-in.factor.appNote': None
  'sign-in.factor.secret': None
  'sign-in.factor.open': None
  'sign-in.factor.firstCode': None
  'sign-in.factor.addApp': None
  'sign-in.recovery.title': None
  'sign-in.recovery.note': None
  'sign-in.recovery.kept': None
  'sign-in.enrol.code': None
  'sign-in.enrol.codeNote': None
  'sign-in.enrol.whole': None
  'sign-in.enrol.halves': None
  'sign-in.passkeyKnown': None
  'sign-in.passkeyFailed': None
  'sign-in.wrongOrCode': { left: Choice }
  'sign-in.provider.act': { name: Word }
  'sign-in.provider.refused': { name: Word }
  'sign-in.provider.unavailable': { name: Word }
  'sign-in.provider.cancelled': { name: Word }
  'sign-in.provider.locked': { name: Word }
  'sign-in.provider.suspended': None
  'sign-in.provider.busy': { name: Word }
  'sign-in.provider.subject': None
  'sign-in.provider.window': None
  'sign-in.again.providerNote': None
  'sign-in.again.title': None
  'signal-form.newTitle': None
  'signal-form.editTitle': None
  'signal-form.crumbNew': None
  'signal-form.crumbEdit': None
  'signal-form.kind': None
  'signal-form.faults.empty': None
  'signal-form.faults.not-a-number': None
  'signal-form.faults.not-whole': None
  'signal-form.faults.too-little': None
  'signal-form.faults.not-a-day': None
  'signal-form.faults.none-chosen': None
  'signal-form.plain./value/names': None
  'signal-form.plain./value/birthDates': None
  'signal-form.plain./value/nationalities': None
  'signal-form.plain./value/countries': None
  'signal-form.plain./value/identifiers': None
  'signal-form.plain./value/number': None
  'signal-form.plain./value/issuingState': None
  'signal-form.plain./value/expiryDate': None
  'signal-form.plain./value/quality': None
  'signal-form.plain./value/hsPrefixes': None
  'signal-form.plain./confidence': None
  'signal-form.plain./necessity': None
  'signal-form.plain./title': None
  'signal-form.plain./terms/confidence': None
  'signal-form.plain./terms/necessity': None
  'signal-form.plain./terms/validDays': None
  'signal-form.plain./terms/retainDays': None
  'signal-form.plain./terms/reviewDays': None
  'signal-form.save': None
  'signal-form.saveEdit': None
  'signal-form.under': None
  'signal-form.underEdit': None
  'signal-form.nothingChanged': None
  'signal-form.conflict': None
  'signal-form.conflictNext': None
  'signal-form.takeVersion': { n: Word }
  'signal-form.section.person': None
  'signal-form.section.organisation': None
  'signal-form.section.travel-document': None
  'signal-form.section.media-hash': None
  'signal-form.section.url': None
  'signal-form.section.account': None
  'signal-form.section.wallet': None
  'signal-form.section.consignment': None
  'signal-form.section.sharing': None
  'signal-form.section.terms': None
  'signal-form.section.source': None
  'signal-form.section.times': None
  'signal-form.field.full': None
  'signal-form.field.family': None
  'signal-form.field.given': None
  'signal-form.field.script': None
  'signal-form.field.quality': None
  'signal-form.field.addName': None
  'signal-form.field.removeName': { n: Word }
  'signal-form.field.name': { n: Word }
  'signal-form.field.birthDates': None
  'signal-form.field.birthDatesHint': None
  'signal-form.field.sex': None
  'signal-form.field.sexes.none': None
  'signal-form.field.sexes.F': None
  'signal-form.field.sexes.M': None
  'signal-form.field.sexes.X': None
  'signal-form.field.nationalities': None
  'signal-form.field.codesHint': None
  'signal-form.field.birthPlaces': None
  'signal-form.field.linesHint': None
  'signal-form.field.identifier': { n: Word }
  'signal-form.field.identifierType': None
  'signal-form.field.identifierTypeHint': None
  'signal-form.field.identifierNumber': None
  'signal-form.field.identifierIssuer': None
  'signal-form.field.addIdentifier': None
  'signal-form.field.removeIdentifier': { n: Word }
  'signal-form.field.organisationType': None
  'signal-form.field.countries': None
  'signal-form.field.addresses': None
  'signal-form.field.documentType': None
  'signal-form.field.documentNumber': None
  'signal-form.field.issuingState': None
  'signal-form.field.issuingStateHint': None
  'signal-form.field.expiryDate': None
  'signal-form.field.optional': None
  'signal-form.field.purposes': None
  'signal-form.field.basisReference': None
  'signal-form.field.basisReferenceHint': None
  'signal-form.field.basisValidUntil': None
  'signal-form.field.tlp': None
  'signal-form.field.pap': None
  'signal-form.field.algorithms.sha256': None
  'signal-form.field.algorithms.sha1': None
  'signal-form.field.algorithms.md5': None
  'signal-form.field.algorithms.pdq': None
  'signal-form.field.algorithms.tmk': None
  'signal-form.field.algorithms.vpdq': None
  'signal-form.field.algorithms.tlsh': None
  'signal-form.field.algorithms.text': None
  'signal-form.field.mediaTypeHint': None
  'signal-form.field.qualityHint': None
  'signal-form.field.thresholdHint': None
  'signal-form.field.urlHint': None
  'signal-form.field.urlScopes.url': None
  'signal-form.field.urlScopes.path': None
  'signal-form.field.urlScopes.host': None
  'signal-form.field.urlScopes.domain': None
  'signal-form.field.serviceHint': None
  'signal-form.field.userIdHint': None
  'signal-form.field.handleHint': None
  'signal-form.field.chainHint': None
  'signal-form.field.consignmentHint': None
  'signal-form.field.hsHint': None
  'signal-form.field.agreements': None
  'signal-form.field.agreementsHint': None
  'signal-form.field.agreementWith': { members: Word; kinds: Word }
  'signal-form.field.agreementOver': None
  'signal-form.field.noAgreements': None
  'signal-form.field.recipients': None
  'signal-form.field.recipientsHint': None
  'signal-form.field.confidence': None
  'signal-form.field.action': None
  'signal-form.field.necessity': None
  'signal-form.field.necessityHint': None
  'signal-form.field.minor': None
  'signal-form.field.minorOther': None
  'signal-form.field.yes': None
  'signal-form.field.no': None
  'signal-form.field.sourceType': None
  'signal-form.field.sourceReference': None
  'signal-form.field.reliability': None
  'signal-form.field.notSaid': None
  'signal-form.field.lastVerified': None
  'signal-form.field.validFrom': None
  'signal-form.field.validUntil': None
  'signal-form.field.retainUntil': None
  'signal-form.field.reviewDue': None
  'signal-form.field.utc': None
  'signal-form.field.choose': None
  'signal-import.title': None
  'signal-import.nothingStored': None
  'signal-import.imported': None
  'signal-import.facts.made': { clock: Word }
  'signal-import.facts.holds': { minutes: number }
  'signal-import.facts.for': { list: Word }
  'signal-import.facts.read': { n: number }
  'signal-import.discard': None
  'signal-import.import': { withdrawn: number; n: number }
  'signal-import.nothingToImport': None
  'signal-import.countsName': None
  'signal-import.counts.new': None
  'signal-import.counts.changed': None
  'signal-import.counts.unchanged': None
  'signal-import.counts.foreign': None
  'signal-import.counts.refused': None
  'signal-import.under.new': None
  'signal-import.under.changed': { widen: number }
  'signal-import.under.unchanged': None
  'signal-import.under.foreign': None
  'signal-import.under.refused': None
  'signal-import.under.refusedNone': None
  'signal-import.withdrawnTitle': None
  'signal-import.withdrawnWhat': None
  'signal-import.firstOnly': { shown: number; all: number }
  'signal-import.column.entry': None
  'signal-import.column.first': None
  'signal-import.column.field': None
  'signal-import.column.before': None
  'signal-import.column.after': None
  'signal-import.column.effect': None
  'signal-import.column.where': None
  'signal-import.column.value': None
  'signal-import.column.reason': None
  'signal-import.widens': None
  'signal-import.narrows': None
  'signal-import.absent': None
  'signal-import.unchangedRows': { n: number }
  'signal-import.foreignNone': None
  'signal-import.foreignRows': { n: number }
  'signal-import.noneOf': None
  'signal-import.findings': None
  'signal-import.download': None
  'signal-import.trial.title': None
  'signal-import.trial.hits': { strong: Tag; hits: number; people: number }
  'signal-import.trial.heaviest': { signals: number; hits: number }
  'signal-import.trial.none': None
  'signal-import.trial.screened': { n: number }
  'signal-import.termsTitle': None
  'signal-import.confirm.title': { n: number }
  'signal-import.confirm.what': { created: number; updated: number; withdrawn: number; refused: number }
  'signal-import.confirm.act': { n: number }
  'signal-import.confirm.notNow': None
  'signal-import.expired': None
  'signal-import.expiredNext': None
  'signal-import.checkAgain': None
  'signal-import.done': { version: Choice }
  'signal-import.doneCounts': { created: number; updated: number; withdrawn: number }
  'signal-import.toList': None
  'signal-import.report.file': { list: Word; at: Word }
  'signal-import.fields.names': None
  'signal-import.fields.birthDates': None
  'signal-import.fields.sex': None
  'signal-import.fields.nationalities': None
  'signal-import.fields.birthPlaces': None
  'signal-import.fields.identifiers': None
  'signal-import.fields.type': None
  'signal-import.fields.countries': None
  'signal-import.fields.addresses': None
  'signal-import.fields.number': None
  'signal-lists.title': None
  'signal-lists.crumbs.signals': None
  'signal-lists.crumbs.lists': None
  'signal-lists.crumbs.import': None
  'signal-lists.newList': None
  'signal-lists.tableName': None
  'signal-lists.column.title': None
  'signal-lists.column.format': None
  'signal-lists.column.marking': None
  'signal-lists.column.version': None
  'signal-lists.column.entries': None
  'signal-lists.column.last': None
  'signal-lists.format.un-xml': None
  'signal-lists.format.csv': None
  'signal-lists.format.ftm': None
  'signal-lists.neverImported': None
  'signal-lists.empty': None
  'signal-lists.emptyNext': None
  'signal-lists.one.version': { n: number }
  'signal-lists.one.entries': { n: number }
  'signal-lists.one.upload': None
  'signal-lists.one.drop': None
  'signal-lists.one.uploadHint': None
  'signal-lists.one.checking': { name: Word }
  'signal-lists.one.checkingBytes': { size: Word }
  'signal-lists.one.unreadable': None
  'signal-lists.one.terms': None
  'signal-lists.one.versions': None
  'signal-lists.one.noVersions': None
  'signal-lists.one.noVersionsNext': None
  'signal-lists.one.column.version': None
  'signal-lists.one.column.at': None
  'signal-lists.one.column.by': None
  'signal-lists.one.column.created': None
  'signal-lists.one.column.updated': None
  'signal-lists.one.column.unchanged': None
  'signal-lists.one.column.withdrawn': None
  'signal-lists.one.column.act': None
  'signal-lists.one.inUse': None
  'signal-lists.one.rollback': None
  'signal-lists.one.rollbackName': { version: Word }
  'signal-lists.one.field.reference': None
  'signal-lists.one.field.purposes': None
  'signal-lists.one.field.basis': None
  'signal-lists.one.field.marking': None
  'signal-lists.one.field.confidence': None
  'signal-lists.one.field.action': None
  'signal-lists.one.field.necessity': None
  'signal-lists.one.field.minor': None
  'signal-lists.one.field.valid': None
  'signal-lists.one.field.retain': None
  'signal-lists.one.field.review': None
  'signal-lists.one.days': { n: number }
  'signal-lists.one.minorYes': None
  'signal-lists.one.minorNo': None
  'signal-lists.tasks.title': None
  'signal-lists.tasks.running.preview': None
  'signal-lists.tasks.running.import': None
  'signal-lists.tasks.running.rollback': None
  'signal-lists.tasks.phase.reading': None
  'signal-lists.tasks.phase.comparing': None
  'signal-lists.tasks.phase.trying': None
  'signal-lists.tasks.phase.writing': None
  'signal-lists.tasks.counted': { done: Word; total: Word }
  'signal-lists.tasks.people': { done: Word; total: Word }
  'signal-lists.tasks.cancel': None
  'signal-lists.tasks.cancelled': None
  'signal-lists.tasks.ended.preview': { state: Choice; at: Word }
  'signal-lists.tasks.ended.import': { state: Choice; at: Word }
  'signal-lists.tasks.ended.rollback': { state: Choice; at: Word }
  'signal-lists.tasks.effects': None
  'signal-lists.rollback.title': { version: number }
  'signal-lists.rollback.what': { now: Word; to: number }
  'signal-lists.rollback.reason': None
  'signal-lists.rollback.tooShort': None
  'signal-lists.rollback.act': { version: number }
  'signal-lists.rollback.notNow': None
  'signal-lists.release.waiting': { n: number }
  'signal-lists.release.release': None
  'signal-lists.release.title': { n: number; version: Word }
  'signal-lists.release.what': None
  'signal-lists.release.act': None
  'signal-lists.release.notNow': None
  'signal-lists.release.unreadable': { n: number }
  'signal-lists.release.done': { n: number }
  'signal-lists.rollback.done': { to: number }
  'signal-lists.rollback.hits': { n: number }
  'signal-lists.rollback.closed': { n: number }
  'signal-lists.rollback.reopened': { n: number }
  'signal-lists.rollback.took': { seconds: Word }
  'signal-lists.rollback.takeBackAll': None
  'signal-lists.form.title': None
  'signal-lists.form.name': None
  'signal-lists.form.format': None
  'signal-lists.form.reference': None
  'signal-lists.form.referenceHint': None
  'signal-lists.form.validDays': None
  'signal-lists.form.retainDays': None
  'signal-lists.form.reviewDays': None
  'signal-lists.form.daysHint': None
  'signal-lists.form.minor': None
  'signal-lists.form.yes': None
  'signal-lists.form.no': None
  'signal-lists.form.save': None
  'signal-lists.form.under': None
  'signal-lists.form.faults.empty': None
  'signal-lists.form.faults.not-a-number': None
  'signal-lists.form.faults.not-a-day': None
  'signal-lists.form.faults.none-chosen': None
  'signals.title': None
  'signals.unreadable': None
  'signals.incomplete': None
  'signals.moreThan': { n: Word }
  'signals.fit': { all: Choice; fit: Word }
  'signals.search': None
  'signals.searchNote': { words: Word }
  'signals.filters': None
  'signals.newSignal': None
  'signals.lists': None
  'signals.tableName': None
  'signals.kindFilter': None
  'signals.ownerFilter': None
  'signals.stateFilter': None
  'signals.ours': None
  'signals.side.own': None
  'signals.side.received': None
  'signals.agreementFilter': None
  'signals.reviewFilter': None
  'signals.hitsFilter': None
  'signals.sort.changed': None
  'signals.sort.name': None
  'signals.sort.hits30': None
  'signals.sort.mistaken': None
  'signals.sort.reviewDue': None
  'signals.sort.validUntil': None
  'signals.reviewLate': { days: number }
  'signals.withdrawnOn': { day: Word }
  'signals.waitsForSecond': None
  'signals.disputed': None
  'signals.kind.person': None
  'signals.kind.organisation': None
  'signals.kind.travel-document': None
  'signals.kind.media-hash': None
  'signals.kind.url': None
  'signals.kind.account': None
  'signals.kind.wallet': None
  'signals.kind.consignment': None
  'signals.state.active': None
  'signals.state.withdrawn': None
  'signals.state.expired': None
  'signals.column.subject': None
  'signals.column.kind': None
  'signals.column.owner': None
  'signals.column.marking': None
  'signals.column.hits30': None
  'signals.column.mistaken': None
  'signals.column.reviewDue': None
  'signals.column.state': None
  'signals.column.validUntil': None
  'signals.erased': None
  'signals.neutral.document': { type: Word; number: Word; state: Word }
  'signals.neutral.other': { kind: Word }
  'signals.empty': None
  'signals.emptyNext': None
  'signals.emptyRead': None
  'signals.emptyFilter': None
  'signals.emptyFilterNext': None
  'signals.clearFilter': None
  'signals.one.crumb': None
  'signals.one.version': { n: Word }
  'signals.one.from': { owner: Word }
  'signals.one.ours': { owner: Word }
  'signals.one.edit': None
  'signals.one.withdraw': None
  'signals.one.foreign': { owner: Word }
  'signals.one.sendFeedback': None
  'signals.one.receivedUnder': { owner: Word; agreements: Word; until: Word }
  'signals.one.disputed': None
  'signals.one.noAgreement': None
  'signals.one.feedbackFrom': None
  'signals.one.feedbackWords.from': None
  'signals.one.feedbackWords.confirmed': None
  'signals.one.feedbackWords.mistaken': None
  'signals.one.feedbackWords.notUseful': None
  'signals.one.feedbackWords.precision': None
  'signals.one.feedbackWords.percent': { n: Word }
  'signals.one.noFeedback': None
  'signals.one.sameAs': None
  'signals.one.sameAsNote': None
  'signals.one.sameAsOne': { owner: Word }
  'signals.one.holders': None
  'signals.one.holdersNone': None
  'signals.one.holder.member': None
  'signals.one.holder.since': None
  'signals.one.holder.until': None
  'signals.one.holder.version': None
  'signals.one.holderVia': { member: Word }
  'signals.one.holderStill': None
  'signals.one.holderEnded': { at: Word }
  'signals.one.receipts': None
  'signals.one.atHome': None
  'signals.one.erased': { at: Word; reason: Word }
  'signals.one.expired': { at: Word }
  'signals.one.value': None
  'signals.one.terms': None
  'signals.one.use': None
  'signals.one.versions': None
  'signals.one.names': None
  'signals.one.quality.primary': None
  'signals.one.quality.original': None
  'signals.one.quality.good': None
  'signals.one.quality.former': None
  'signals.one.quality.low': None
  'signals.one.birthDates': None
  'signals.one.sex': None
  'signals.one.sexOf.F': None
  'signals.one.sexOf.M': None
  'signals.one.sexOf.X': None
  'signals.one.nationalities': None
  'signals.one.birthPlaces': None
  'signals.one.identifiers': None
  'signals.one.type': None
  'signals.one.organisationType.org': None
  'signals.one.organisationType.vessel': None
  'signals.one.organisationType.entity': None
  'signals.one.countries': None
  'signals.one.addresses': None
  'signals.one.number': None
  'signals.one.issuer': None
  'signals.one.expiry': None
  'signals.one.documentType.P': None
  'signals.one.documentType.I': None
  'signals.one.documentType.A': None
  'signals.one.documentType.C': None
  'signals.one.documentType.V': None
  'signals.one.owner': None
  'signals.one.marking': None
  'signals.one.purposes': None
  'signals.one.basis': None
  'signals.one.basisUntil': { reference: Word; until: Word }
  'signals.one.invented': None
  'signals.one.necessity': None
  'signals.one.action': None
  'signals.one.confidence': None
  'signals.one.confidenceOf': { n: Word }
  'signals.one.source': None
  'signals.one.sourceType.own': None
  'signals.one.sourceType.member': None
  'signals.one.sourceType.public': None
  'signals.one.sourceType.derived': None
  'signals.one.reliability': None
  'signals.one.reliabilityOf.A': None
  'signals.one.reliabilityOf.B': None
  'signals.one.reliabilityOf.C': None
  'signals.one.reliabilityOf.D': None
  'signals.one.reliabilityOf.E': None
  'signals.one.reliabilityOf.F': None
  'signals.one.lastVerified': None
  'signals.one.minor': None
  'signals.one.yes': None
  'signals.one.no': None
  'signals.one.validFrom': None
  'signals.one.validUntil': None
  'signals.one.retainUntil': None
  'signals.one.reviewDue': None
  'signals.one.sharedWith': None
  'signals.one.recipients': None
  'signals.one.list': None
  'signals.one.listVersion': { title: Word; version: Word }
  'signals.one.notSaid': None
  'signals.one.fields.algorithm': None
  'signals.one.fields.hash': None
  'signals.one.fields.quality': None
  'signals.one.fields.threshold': None
  'signals.one.fields.mediaType': None
  'signals.one.fields.url': None
  'signals.one.fields.normalised': None
  'signals.one.fields.scope': None
  'signals.one.fields.service': None
  'signals.one.fields.userId': None
  'signals.one.fields.handle': None
  'signals.one.fields.chain': None
  'signals.one.fields.address': None
  'signals.one.fields.hsPrefixes': None
  'signals.one.fields.consignee': None
  'signals.one.fields.consignor': None
  'signals.one.fields.containerNumber': None
  'signals.one.fields.transportDocument': None
  'signals.one.fields.routeFrom': None
  'signals.one.fields.routeTo': None
  'signals.one.fields.grossMassMinKg': None
  'signals.one.fields.grossMassMaxKg': None
  'signals.one.hits': { n: number }
  'signals.one.confirmed': { n: Word }
  'signals.one.mistaken': { n: Word }
  'signals.one.open': { n: Word }
  'signals.one.noUse': None
  'signals.one.versionColumn': None
  'signals.one.changed': None
  'signals.one.by': None
  'signals.one.at': None
  'signals.one.actions.inform': None
  'signals.one.actions.discreet-check': None
  'signals.one.actions.interview': None
  'signals.one.actions.refuse': None
  'signals.one.actions.remove': None
  'signals.one.actions.hold': None
  'signals.one.actions.contact-owner': None
  'signals.withdrawal.title': None
  'signals.withdrawal.open': { cases: number }
  'signals.withdrawal.given': { members: number }
  'signals.withdrawal.reason': None
  'signals.withdrawal.reasons.wrong': None
  'signals.withdrawal.reasons.mistaken': None
  'signals.withdrawal.reasons.purpose-achieved': None
  'signals.withdrawal.reasons.court-order': None
  'signals.withdrawal.reasons.basis-ended': None
  'signals.withdrawal.reasons.owner-request': None
  'signals.withdrawal.words': None
  'signals.withdrawal.act': None
  'signals.withdrawal.notNow': None
  'signals.withdrawal.chooseReason': None
  'signals.withdrawal.done': None
  'signals.feedback.title': None
  'signals.feedback.what': { owner: Word }
  'signals.feedback.outcome': None
  'signals.feedback.outcomes.confirmed': None
  'signals.feedback.outcomes.mistaken': None
  'signals.feedback.outcomes.not-useful': None
  'signals.feedback.act': None
  'signals.feedback.notNow': None
  'signals.feedback.choose': None
  'signals.feedback.done': { owner: Word }
  'stop.title': None
  'stop.what': None
  'stop.count': { on: number }
  'stop.all': None
  'stop.type.gateway': None
  'stop.type.list': None
  'stop.type.source': None
  'stop.type.rule': None
  'stop.type.agreement': None
  'stop.type.peer': None
  'stop.type.surface': None
  'stop.type.model': None
  'stop.surface.blind-check': None
  'stop.on.title': None
  'stop.on.none': None
  'stop.before.title': None
  'stop.unchecked': { count: number }
  'stop.column.what': None
  'stop.column.reason': None
  'stop.column.set': None
  'stop.column.confirmed': None
  'stop.column.lift': None
  'stop.byRestore': None
  'stop.confirmed': { confirmed: number; workers: number }
  'stop.notConfirmed': None
  'stop.effective': { ms: Word }
  'stop.waits': None
  'stop.lift': None
  'stop.liftName': { what: Word }
  'stop.liftQuestion': { what: Word }
  'stop.liftFirst': None
  'stop.liftSecond': None
  'stop.agreed': None
  'stop.lifted': None
  'stop.stopped': { ms: Word }
  'stop.stoppedSoon': None
  'stop.notNow': None
  'stop.form.title': None
  'stop.form.what': None
  'stop.form.choose': None
  'stop.form.nothing': None
  'stop.form.reason': None
  'stop.form.reasonHint': None
  'stop.form.missing': { missing: number }
  'stop.form.act': None
  'stop.form.question': { what: Word }
  'stop.form.effect': None
  'stop.drills.title': None
  'stop.drills.what': None
  'stop.drills.act': None
  'stop.drills.due': { due: Word }
  'stop.drills.overdue': { due: Word }
  'stop.drills.runs': None
  'stop.drills.done': { ms: Word }
  'stop.drills.column.at': None
  'stop.drills.column.by': None
  'stop.drills.column.effective': None
  'stop.drills.column.rollback': None
  'stop.drills.measured': { workers: number; ms: Word }
  'stop.drills.noRollback': None
  'stop.drills.rolledBack': { hits: number; ms: Word }
  'threshold.title': None
  'threshold.what': None
  'threshold.tabsName': None
  'threshold.tabs.threshold': None
  'threshold.tabs.rates': None
  'threshold.version': { n: Word }
  'threshold.meaning.hit': { value: Word }
  'threshold.meaning.whole': { bands: Word }
  'threshold.meaning.part': { rest: Choice; first: Word }
  'threshold.meaning.even': None
  'threshold.meaning.nats': { over: Choice; nats: Word }
  'threshold.inForce.title': None
  'threshold.inForce.since': None
  'threshold.inForce.own': None
  'threshold.inForce.by': None
  'threshold.inForce.two': { proposer: Word; second: Word }
  'threshold.inForce.reason': None
  'threshold.inForce.confirmation': None
  'threshold.proposal.title': { from: Word; to: Word }
  'threshold.proposal.by': { name: Word; at: Word }
  'threshold.proposal.own': None
  'threshold.proposal.waits': None
  'threshold.proposal.question': None
  'threshold.proposal.no': None
  'threshold.proposal.noMeans': None
  'threshold.proposal.yes': { to: Word }
  'threshold.proposal.yesMeans': { higher: Choice }
  'threshold.proposal.words': None
  'threshold.proposal.wordsShort': None
  'threshold.proposal.wordsEnough': None
  'threshold.proposal.choose': None
  'threshold.proposal.agree': None
  'threshold.proposal.refuse': None
  'threshold.proposal.agreed': { to: Word }
  'threshold.proposal.refused': None
  'threshold.proposal.withdraw': None
  'threshold.proposal.withdrawTitle': None
  'threshold.proposal.withdrawWhat': { name: Word }
  'threshold.proposal.withdrawAct': None
  'threshold.proposal.withdrawn': None
  'threshold.proposal.notNow': None
  'threshold.propose.title': None
  'threshold.propose.threshold': None
  'threshold.propose.bounds': { least: Word; most: Word }
  'threshold.propose.direction': None
  'threshold.propose.reason': None
  'threshold.propose.reasonHint': None
  'threshold.propose.act': None
  'threshold.propose.tryOnly': None
  'threshold.propose.under': None
  'threshold.propose.proposed': None
  'threshold.propose.tried': { value: Word }
  'threshold.propose.summary': { n: number }
  'threshold.propose.faults.empty': { least: Word; most: Word }
  'threshold.propose.faults.not-a-threshold': { least: Word; most: Word }
  'threshold.propose.faults.unchanged': None
  'threshold.propose.faults.short': None
  'threshold.trial.title': None
  'threshold.trial.running': { value: Word; days: Word }
  'threshold.trial.counted': { done: Word; total: Word }
  'threshold.trial.people': { people: Word; days: Word }
  'threshold.trial.notComparable': { n: number }
  'threshold.trial.hitsCaption': None
  'threshold.trial.row': None
  'threshold.trial.column.inForce': { value: Word }
  'threshold.trial.column.proposed': { value: Word }
  'threshold.trial.column.appear': None
  'threshold.trial.column.vanish': None
  'threshold.trial.rows.hits': None
  'threshold.trial.rows.confirmed': None
  'threshold.trial.rows.dismissed': None
  'threshold.trial.rows.undecided': None
  'threshold.trial.line': { same: Choice; at: Word; threshold: Word; inForce: Word }
  'threshold.trial.causes.proposal': None
  'threshold.trial.causes.asked': None
  'threshold.trial.causes.daily': None
  'threshold.trial.causes.list': None
  'threshold.small.few': None
  'threshold.small.fewHint': None
  'threshold.small.withheld': None
  'threshold.small.withheldHint': None
  'threshold.small.rounded': None
  'threshold.rates.running': None
  'threshold.rates.none': None
  'threshold.rates.noneNext': None
  'threshold.rates.measured': { people: Word; days: Word; at: Word }
  'threshold.rates.under': { value: Word; version: Word }
  'threshold.rates.what': None
  'threshold.rates.byScript': None
  'threshold.rates.byNationality': None
  'threshold.rates.script': None
  'threshold.rates.nationality': None
  'threshold.rates.people': None
  'threshold.rates.hit': None
  'threshold.rates.inForce': None
  'threshold.rates.proposed': None
  'threshold.rates.all': None
  'threshold.rates.share': { percent: Word }
  'threshold.rates.interval': { low: Word; high: Word }
  'threshold.rates.above': { times: Word }
  'threshold.rates.bars': None
  'threshold.rates.leftOut': { groups: number; people: number }
  'threshold.rates.groups.other': None
  'threshold.rates.groups.not-said': None
  'threshold.rates.groups.None': None
  'threshold.history.title': None
  'threshold.history.column.version': None
  'threshold.history.column.threshold': None
  'threshold.history.column.since': None
  'threshold.history.column.proposed': None
  'threshold.history.column.confirmed': None
  'threshold.history.start': None
  'threshold.history.nobody': None
  'threshold.notTaken.title': None
  'threshold.notTaken.column.at': None
  'threshold.notTaken.column.threshold': None
  'threshold.notTaken.column.proposed': None
  'threshold.notTaken.column.end': None
  'threshold.notTaken.refusedBy': { name: Word }
  'threshold.notTaken.withdrawn': None
  'two-people.waits': None
  'two-people.waitsFilter': None
  'two-people.waitsFor.release': None
  'two-people.waitsFor.false-positive': None
  'two-people.known': None
  'two-people.waiting': { version: Word; by: Word }
  'two-people.waitingBefore': None
  'two-people.atHome': None
  'two-people.youWrote': None
  'two-people.node': None
  'two-people.released': { by: Word; at: Word }
  'two-people.release': None
  'two-people.releaseTitle': { version: Word }
  'two-people.releaseWhat': { agreements: number }
  'two-people.releaseReminder': None
  'two-people.releaseAct': None
  'two-people.notNow': None
  'two-people.releaseDone': None
  'two-people.falsePositive': { since: Word; list: Word; entry: Word }
  'two-people.hold.title': None
  'two-people.hold.none': None
  'two-people.hold.ask': None
  'two-people.hold.askTitle': None
  'two-people.hold.askWhat': None
  'two-people.hold.reason': None
  'two-people.hold.reasons.court-order': None
  'two-people.hold.reasons.investigation': None
  'two-people.hold.reasons.complaint': None
  'two-people.hold.reasons.oversight-request': None
  'two-people.hold.basis': None
  'two-people.hold.basisHint': None
  'two-people.hold.until': None
  'two-people.hold.untilHint': None
  'two-people.hold.act': None
  'two-people.hold.asked': None
  'two-people.hold.state.asked': { by: Word }
  'two-people.hold.state.in-force': { by: Word; second: Word }
  'two-people.hold.state.ended': None
  'two-people.hold.untilDay': { day: Word }
  'two-people.hold.agree': None
  'two-people.hold.agreeTitle': None
  'two-people.hold.agreeWhat': None
  'two-people.hold.agreeAct': None
  'two-people.hold.agreed': None
  'two-people.hold.yours': None
  'two-people.hold.lift': None
  'two-people.hold.liftTitle': None
  'two-people.hold.liftWhat': None
  'two-people.hold.liftAct': None
  'two-people.hold.lifted': None
  'two-people.hold.here': None
  'two-people.hold.hereNote': None
  'two-people.hold.of': { kind: Word; owner: Word }
  'unmask.what': None
  'unmask.toReview': None
  'unmask.one': { case: Word }
  'unmask.empty': None
  'unmask.emptyNext': None
  'unmask.emptyReview': None
  'unmask.unknown': None
  'unmask.unknownNext': None
  'unmask.yourAnswer': None
  'unmask.yourReview': None
  'unmask.wordsHint': None
  'unmask.column.request': None
  'unmask.column.fields': None
  'unmask.column.asked': None
  'unmask.column.state': None
  'unmask.column.views': None
  'unmask.state.requested': None
  'unmask.state.approved': None
  'unmask.state.refused': None
  'unmask.state.expired': None
  'unmask.field.names': None
  'unmask.field.address': None
  'unmask.field.contact': None
  'unmask.field.payment': None
  'unmask.field.frequent-flyer': None
  'unmask.field.remarks': None
  'unmask.field.api': None
  'unmask.field.other': None
  'unmask.ground.criminal-investigation': None
  'unmask.ground.court-order': None
  'unmask.ground.threat-assessment': None
  'unmask.ground.identity-check': None
  'unmask.ground.complaint': None
  'unmask.kind.supervisor': None
  'unmask.kind.other-unit': None
  'unmask.kind.competent-authority': None
  'unmask.kind.judicial': None
  'unmask.ask.title': None
  'unmask.ask.fields': None
  'unmask.ask.fieldsHint': None
  'unmask.ask.fieldsMissing': None
  'unmask.ask.ground': None
  'unmask.ask.groundMissing': None
  'unmask.ask.reason': None
  'unmask.ask.reasonHint': { least: Word }
  'unmask.ask.submit': None
  'unmask.ask.under': { approver: Word }
  'unmask.fact.case': None
  'unmask.fact.needs': None
  'unmask.fact.approved': None
  'unmask.fact.until': None
  'unmask.fact.views': { n: number }
  'unmask.decide.title': None
  'unmask.decide.kind': None
  'unmask.decide.reference': None
  'unmask.decide.document': None
  'unmask.decide.documentHint': None
  'unmask.decide.hours': None
  'unmask.decide.hoursHint': { most: Word }
  'unmask.decide.approve': None
  'unmask.decide.under': None
  'unmask.decide.approved': None
  'unmask.refuse.title': None
  'unmask.refuse.act': None
  'unmask.refuse.reason': None
  'unmask.refuse.done': None
  'unmask.view.title': None
  'unmask.view.left': { n: number; at: Word }
  'unmask.view.what': None
  'unmask.view.act': None
  'unmask.view.place': None
  'unmask.view.value': None
  'unmask.review.title': None
  'unmask.review.note': None
  'unmask.review.act': None
  'unmask.review.done': None
  'unmask.decide.fileWhat': None
  'unmask.decide.fileChoose': None
  'unmask.decide.fileChosen': { name: Word }
  'unmask.decide.approvedUnsealed': None
}
