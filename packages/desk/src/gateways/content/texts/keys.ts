// Written by `npm run texts` from the English texts.
import type { Choice, None, Word } from '../../../texts/places.ts'

/** The arguments of each text by key. */
export interface GatewayTexts {
  'content.banks.title': None
  'content.banks.what': None
  'content.banks.tabsName': None
  'content.banks.tabs.banks': None
  'content.banks.tabs.try': None
  'content.banks.tabs.incidents': None
  'content.banks.tabs.labels': None
  'content.banks.tabs.rates': None
  'content.banks.tabs.index': None
  'content.banks.tableName': None
  'content.banks.column.name': None
  'content.banks.column.use': None
  'content.banks.column.items': None
  'content.banks.column.radius': None
  'content.banks.column.answers': None
  'content.banks.column.labels': None
  'content.banks.column.marking': None
  'content.banks.use.matches': None
  'content.banks.use.negative': None
  'content.banks.use.shadow': None
  'content.banks.useHint.matches': None
  'content.banks.useHint.negative': None
  'content.banks.useHint.shadow': None
  'content.banks.bits': { n: Word }
  'content.banks.percent': { share: Word }
  'content.banks.ofUploads': { share: Word }
  'content.banks.noLabels': None
  'content.banks.empty': None
  'content.banks.emptyNext': None
  'content.banks.emptyRead': None
  'content.banks.newBank': None
  'content.banks.one.settings': None
  'content.banks.one.use': { use: Word; hint: Word }
  'content.banks.one.items': None
  'content.banks.one.itemsNote': { n: Word }
  'content.banks.one.edit': None
  'content.banks.one.add': None
  'content.banks.one.remove': None
  'content.banks.one.facts': { items: Word; since: Word }
  'content.banks.one.count': { n: number }
  'content.banks.one.version': { n: Word }
  'content.banks.one.purposes': None
  'content.banks.one.basis': None
  'content.banks.one.until': { date: Word }
  'content.banks.one.agreements': None
  'content.banks.one.atHome': None
  'content.banks.one.marking': None
  'content.banks.one.radius': None
  'content.banks.one.answers': None
  'content.banks.one.labels': None
  'content.banks.one.labelsNone': None
  'content.banks.one.validDays': None
  'content.banks.one.retainDays': None
  'content.banks.one.days': { n: number }
  'content.banks.one.empty': None
  'content.banks.one.emptyNext': None
  'content.banks.one.emptyRead': None
  'content.banks.one.more': None
  'content.banks.one.quarantined': { n: number }
  'content.banks.one.column.item': None
  'content.banks.one.column.signals': None
  'content.banks.one.column.labels': None
  'content.banks.one.column.state': None
  'content.banks.one.column.opinions': None
  'content.banks.one.column.valid': None
  'content.banks.one.number': { n: Word }
  'content.banks.one.moreSignals': { n: Word }
  'content.banks.one.noOpinion': None
  'content.banks.one.opinion.confirmed': { n: number }
  'content.banks.one.opinion.mistaken': { n: number }
  'content.banks.one.opinion.notUseful': { n: number }
  'content.banks.removal.title': { name: Word }
  'content.banks.removal.body': { items: Word }
  'content.banks.removal.act': None
  'content.banks.removal.notNow': None
  'content.banks.state.active': None
  'content.banks.state.quarantined': None
  'content.banks.state.suspended': None
  'content.banks.state.disabled': None
  'content.banks.disabledUntil': { date: Word }
  'content.banks.item.title': { n: Word }
  'content.banks.item.signals': None
  'content.banks.item.quality': None
  'content.banks.item.qualityUnknown': None
  'content.banks.item.about': None
  'content.banks.item.labels': None
  'content.banks.item.entity': None
  'content.banks.item.entityNone': None
  'content.banks.item.note': None
  'content.banks.item.noteNone': None
  'content.banks.item.metadata': None
  'content.banks.item.confidence': None
  'content.banks.item.owner': None
  'content.banks.item.incident': None
  'content.banks.item.added': None
  'content.banks.item.valid': None
  'content.banks.item.opinions': None
  'content.banks.item.disable': None
  'content.banks.item.enable': None
  'content.banks.item.release': None
  'content.banks.item.remove': None
  'content.banks.item.quarantinedTitle': None
  'content.banks.item.suspendedTitle': None
  'content.banks.item.offTitle': None
  'content.banks.item.foreign': { owner: Word }
  'content.banks.item.opinion.note': None
  'content.banks.item.opinion.outcome': None
  'content.banks.item.opinion.outcomes.confirmed': None
  'content.banks.item.opinion.outcomes.mistaken': None
  'content.banks.item.opinion.outcomes.not-useful': None
  'content.banks.item.opinion.reason': None
  'content.banks.item.opinion.act': None
  'content.banks.item.opinion.done': None
  'content.banks.item.opinion.needed': None
  'content.banks.item.removal.title': None
  'content.banks.item.removal.body': None
  'content.banks.item.removal.act': None
  'content.banks.item.removal.notNow': None
  'content.banks.item.off.title': None
  'content.banks.item.off.body': None
  'content.banks.item.off.until': None
  'content.banks.item.off.untilHint': None
  'content.banks.item.off.act': None
  'content.banks.item.off.notNow': None
  'content.banks.item.released.title': None
  'content.banks.item.released.body': None
  'content.banks.item.released.act': None
  'content.banks.item.released.notNow': None
  'content.banks.newTitle': None
  'content.banks.editTitle': { name: Word }
  'content.banks.form.crumbEdit': None
  'content.banks.form.name': None
  'content.banks.form.nameHint': None
  'content.banks.form.whatFor': None
  'content.banks.form.how': None
  'content.banks.form.terms': None
  'content.banks.form.use': None
  'content.banks.form.radius': None
  'content.banks.form.radiusHint': None
  'content.banks.form.ratio': None
  'content.banks.form.ratioHint': None
  'content.banks.form.labels': None
  'content.banks.form.labelsHint': None
  'content.banks.form.choose': None
  'content.banks.form.validDays': None
  'content.banks.form.retainDays': None
  'content.banks.form.retainHint': None
  'content.banks.form.daysHint': None
  'content.banks.form.save': None
  'content.banks.form.saveEdit': None
  'content.banks.form.under': None
  'content.banks.form.faults.empty': None
  'content.banks.form.faults.not-a-number': None
  'content.banks.form.faults.not-a-day': None
  'content.banks.form.faults.none-chosen': None
  'content.banks.form.faults.radius-range': None
  'content.banks.form.faults.ratio-range': None
  'content.banks.form.faults.name-form': None
  'content.banks.add.title': { name: Word }
  'content.banks.add.crumb': None
  'content.banks.add.values': None
  'content.banks.add.kind': None
  'content.banks.add.lines': None
  'content.banks.add.linesText': None
  'content.banks.add.files': None
  'content.banks.add.filesWhat': None
  'content.banks.add.choose': None
  'content.banks.add.hashing': { name: Word }
  'content.banks.add.hashed': { n: number }
  'content.banks.add.dropFile': { name: Word }
  'content.banks.add.common': None
  'content.banks.add.labels': None
  'content.banks.add.labelsHint': None
  'content.banks.add.note': None
  'content.banks.add.noteHint': None
  'content.banks.add.incident': None
  'content.banks.add.noIncident': None
  'content.banks.add.confidence': None
  'content.banks.add.act': { n: number }
  'content.banks.add.actNone': None
  'content.banks.add.under': None
  'content.banks.add.nothing': None
  'content.banks.add.tooMany': None
  'content.banks.add.added': { n: number }
  'content.banks.add.rejected': { n: number }
  'content.banks.add.rejectedLine': { place: Word; message: Word }
  'content.banks.add.toBank': None
  'content.banks.types.pdq': None
  'content.banks.types.md5': None
  'content.banks.types.sha1': None
  'content.banks.types.sha256': None
  'content.banks.types.vpdq': None
  'content.banks.types.tmk': None
  'content.banks.types.tlsh': None
  'content.banks.types.text': None
  'content.banks.types.url': None
  'content.banks.shortTypes.pdq': None
  'content.banks.shortTypes.md5': None
  'content.banks.shortTypes.sha1': None
  'content.banks.shortTypes.sha256': None
  'content.banks.shortTypes.vpdq': None
  'content.banks.shortTypes.tmk': None
  'content.banks.shortTypes.tlsh': None
  'content.banks.shortTypes.text': None
  'content.banks.shortTypes.url': None
  'content.case.label': None
  'content.case.title': { what: Word; platform: Word }
  'content.case.crumb': None
  'content.case.incident': { name: Word }
  'content.case.received': { when: Word }
  'content.case.made': { when: Word }
  'content.case.stays': None
  'content.case.retro': None
  'content.case.picture.regionLabel': None
  'content.case.picture.hashesOnly': None
  'content.case.picture.words': None
  'content.case.picture.notForRole': None
  'content.case.picture.gone': None
  'content.case.picture.notShown': None
  'content.case.picture.unseen': None
  'content.case.picture.mayShow': { what: Word }
  'content.case.picture.unknown': None
  'content.case.picture.shows.imminentCredibleThreat': None
  'content.case.picture.shows.graphicViolenceAgainstDefenselessPeople': None
  'content.case.picture.shows.glorificationOfTerroristActs': None
  'content.case.picture.shows.recruitmentAndInstruction': None
  'content.case.picture.shows.incidentPerpetratorContent': None
  'content.case.picture.shows.attackerManifesto': None
  'content.case.picture.shows.brandedPublication': None
  'content.case.picture.still': None
  'content.case.picture.colour': None
  'content.case.picture.video': None
  'content.case.picture.videoWhole': None
  'content.case.picture.whole': None
  'content.case.picture.sound': None
  'content.case.picture.beyond': { act: Word }
  'content.case.picture.blurAgain': None
  'content.case.picture.ends': { seconds: Word }
  'content.case.picture.loading': None
  'content.case.picture.blurred': None
  'content.case.picture.stillAlt': None
  'content.case.picture.videoAlt': None
  'content.case.picture.motion': None
  'content.case.picture.onBreak': { clock: Word }
  'content.case.picture.moment': None
  'content.case.picture.momentAt': { clock: Word }
  'content.case.picture.stretches': None
  'content.case.shown.title': None
  'content.case.shown.most.blurred': None
  'content.case.shown.most.still': None
  'content.case.shown.most.video': None
  'content.case.shown.colour': None
  'content.case.shown.sound': None
  'content.case.shown.onRequest': None
  'content.case.shown.notMe': None
  'content.case.shown.today': None
  'content.case.shown.choose': None
  'content.case.shown.exceed': None
  'content.case.reason': None
  'content.case.matches': { n: number }
  'content.case.truncated': { total: Word }
  'content.case.side': None
  'content.case.sources.title': None
  'content.case.sources.source': None
  'content.case.sources.label': None
  'content.case.sources.madeBy': None
  'content.case.sources.marking': None
  'content.case.sources.bank': None
  'content.case.sources.notSaid': None
  'content.case.also': None
  'content.case.context.title': None
  'content.case.context.upload': None
  'content.case.context.platform': None
  'content.case.context.place': None
  'content.case.context.account': None
  'content.case.context.accountNone': None
  'content.case.context.earlier': None
  'content.case.context.earlierNone': None
  'content.case.context.earlierUnknown': None
  'content.case.context.earlierCount': { n: number }
  'content.case.context.size': None
  'content.case.context.sizeOf': { type: Word; bytes: Word; pixels: Choice }
  'content.case.context.bytes': { n: Word }
  'content.case.context.pixels': { width: Word; height: Word }
  'content.case.context.findings': None
  'content.case.words.title': None
  'content.case.words.show': None
  'content.case.words.hide': None
  'content.case.words.note': None
  'content.case.answers': None
  'content.case.noAnswers': None
  'content.case.undelivered': None
  'content.case.keys.view': None
  'content.case.keys.blur': None
  'content.case.match.upload': None
  'content.case.match.signal': None
  'content.case.match.itemOf': { bank: Word }
  'content.case.match.exactCopy': None
  'content.case.match.allowed': { radius: Word }
  'content.case.match.quality': { own: Word; other: Choice }
  'content.case.match.labels': None
  'content.case.match.madeBy': None
  'content.case.match.opinions': None
  'content.case.match.harmless': None
  'content.case.match.shadow': None
  'content.case.match.quarantined': None
  'content.case.match.suppressed': None
  'content.case.match.incident': None
  'content.case.match.turns.original': None
  'content.case.match.turns.rotate90': None
  'content.case.match.turns.rotate180': None
  'content.case.match.turns.rotate270': None
  'content.case.match.turns.flipX': None
  'content.case.match.turns.flipY': None
  'content.case.match.turns.flipPlus1': None
  'content.case.match.turns.flipMinus1': None
  'content.case.match.stretch': { from: Word; to: Word }
  'content.case.match.noStretch': None
  'content.case.match.difference.exact': None
  'content.case.match.difference.sameHash': None
  'content.case.match.difference.bits': { n: Word }
  'content.case.match.difference.frames': { share: Word }
  'content.case.match.difference.video': { share: Word }
  'content.case.match.difference.digest': { n: Word }
  'content.case.match.difference.address': None
  'content.case.match.difference.sameWords': None
  'content.case.match.difference.words': { share: Word }
  'content.incidents.title': None
  'content.incidents.what': None
  'content.incidents.table': None
  'content.incidents.column.name': None
  'content.incidents.column.state': None
  'content.incidents.column.level': None
  'content.incidents.column.when': None
  'content.incidents.column.items': None
  'content.incidents.column.reached': None
  'content.incidents.levels.incident': None
  'content.incidents.levels.contentIncident': None
  'content.incidents.levels.contentIncidentProtocol': None
  'content.incidents.levelHints.incident': None
  'content.incidents.levelHints.contentIncident': None
  'content.incidents.levelHints.contentIncidentProtocol': None
  'content.incidents.states.running': None
  'content.incidents.states.ended': None
  'content.incidents.states.later': None
  'content.incidents.from': { instant: Word }
  'content.incidents.until': { instant: Word }
  'content.incidents.open': None
  'content.incidents.firstSignal': { instant: Choice }
  'content.incidents.firstHit': { instant: Choice }
  'content.incidents.empty': None
  'content.incidents.emptyNext': None
  'content.incidents.emptyRead': None
  'content.incidents.start': None
  'content.incidents.end': None
  'content.incidents.addTo': None
  'content.incidents.wrote': { name: Word }
  'content.incidents.dialog.title': None
  'content.incidents.dialog.name': None
  'content.incidents.dialog.nameHint': None
  'content.incidents.dialog.level': None
  'content.incidents.dialog.until': None
  'content.incidents.dialog.untilHint': None
  'content.incidents.dialog.act': None
  'content.incidents.dialog.notNow': None
  'content.incidents.ending.title': { name: Word }
  'content.incidents.ending.body': { items: number }
  'content.incidents.ending.act': None
  'content.incidents.ending.notNow': None
  'content.incidents.adding.title': None
  'content.incidents.adding.body': None
  'content.incidents.adding.bank': None
  'content.incidents.adding.act': None
  'content.incidents.adding.notNow': None
  'content.incidents.adding.none': None
  'content.labels.title': None
  'content.labels.what': None
  'content.labels.scheme': { scheme: Word; version: Word }
  'content.labels.count': { n: number }
  'content.labels.column.name': None
  'content.labels.column.definition': None
  'content.labels.column.mappings': None
  'content.labels.noMapping': None
  'content.labels.past': { date: Word }
  'content.labels.empty': None
  'content.index.title': None
  'content.index.ready': None
  'content.index.loading': None
  'content.index.behind': { n: Word }
  'content.index.current': None
  'content.index.column.kind': None
  'content.index.column.rows': None
  'content.index.column.items': None
  'content.index.column.segments': None
  'content.index.column.delta': None
  'content.index.column.tombstones': None
  'content.index.column.applied': None
  'content.index.column.bytes': None
  'content.index.table': None
  'content.index.of': { applied: Word; head: Word }
  'content.index.mebibytes': { n: Word }
  'content.index.empty': None
  'content.index.note': None
  'content.rates.title': None
  'content.rates.lead': { uploads: Word; found: Word; share: Word; cases: Word }
  'content.rates.none': None
  'content.rates.noneNext': None
  'content.rates.chart': None
  'content.rates.chartName': { share: Word; when: Word }
  'content.rates.hour': { when: Word; found: Word; uploads: Word }
  'content.rates.days': None
  'content.rates.day': None
  'content.rates.uploads': None
  'content.rates.found': None
  'content.rates.share': None
  'content.rates.cases': None
  'content.rates.percent': { share: Word }
  'content.rates.banks': None
  'content.rates.banksNote': { date: Word }
  'content.rates.column.bank': None
  'content.rates.column.hits': None
  'content.rates.column.confirmed': None
  'content.rates.column.mistaken': None
  'content.rates.column.notUseful': None
  'content.rates.column.right': None
  'content.rates.mistaken': { n: Word }
  'content.rates.tooFew': { n: Word }
  'content.rates.noBank': None
  'content.rates.reason': None
  'content.try.title': None
  'content.try.what': None
  'content.try.wrongPurpose': None
  'content.try.fileWhat': None
  'content.try.choose': None
  'content.try.hashing': { name: Word }
  'content.try.pasted': None
  'content.try.pastedHint': None
  'content.try.takenFor': { kinds: Word }
  'content.try.options': None
  'content.try.radius': None
  'content.try.radiusHint': None
  'content.try.dihedral': None
  'content.try.shadow': None
  'content.try.act': None
  'content.try.clear': None
  'content.try.logged': None
  'content.try.before': None
  'content.try.results': None
  'content.try.nothing': None
  'content.try.radiusFault': None
  'content.try.summary': { n: number }
  'content.try.none': None
  'content.try.notCompared': None
  'content.try.notComparedNext': None
  'content.try.noneNext': None
  'content.try.count': { truncated: Choice; n: number; total: Word }
  'content.try.compared': { kinds: Word }
  'content.try.noSignal': None
  'content.try.findings': None
  'content.try.asOf': { seq: Word }
  'content.uploads.title': None
  'content.uploads.label': None
  'content.uploads.count': { n: number }
  'content.uploads.order': None
  'content.uploads.views.tiles': None
  'content.uploads.views.list': None
  'content.uploads.viewLabel': None
  'content.uploads.with.all': None
  'content.uploads.with.me': None
  'content.uploads.with.none': None
  'content.uploads.withLabel': None
  'content.uploads.anyLabel': None
  'content.uploads.labelFilter': None
  'content.uploads.keys.next': None
  'content.uploads.keys.previous': None
  'content.uploads.keys.open': None
  'content.uploads.keys.list': None
  'content.uploads.keys.move': None
  'content.uploads.blurred': { views: Word }
  'content.uploads.noPictures': { views: Word }
  'content.uploads.takeBreak': None
  'content.uploads.breakTime': None
  'content.uploads.breakWhy': { views: number; minutes: number }
  'content.uploads.breakAct': None
  'content.uploads.later': None
  'content.uploads.onBreak': { clock: Word }
  'content.uploads.breakEnd': None
  'content.uploads.leftToOthers': { n: number }
  'content.uploads.choices': None
  'content.uploads.incident': None
  'content.uploads.incidentOpen': { name: Word }
  'content.uploads.incidentFirst': { n: number }
  'content.uploads.incidentOnly': None
  'content.uploads.incidentAll': None
  'content.uploads.kinds.image': None
  'content.uploads.kinds.video': None
  'content.uploads.kinds.text': None
  'content.uploads.kinds.other': None
  'content.uploads.kinds.address': None
  'content.uploads.kinds.none': None
  'content.uploads.kindLength': { kind: Word; length: Word }
  'content.uploads.noLabel': None
  'content.uploads.sources': { n: number }
  'content.uploads.ago.minutes': { n: Word }
  'content.uploads.ago.hours': { n: Word }
  'content.uploads.justNow': None
  'content.uploads.picture': None
  'content.uploads.noPicture': None
  'content.uploads.column.due': None
  'content.uploads.column.upload': None
  'content.uploads.column.difference': None
  'content.uploads.column.sources': None
  'content.uploads.column.came': None
  'content.uploads.column.with': None
  'content.uploads.you': None
  'content.uploads.nobody': None
  'content.uploads.more': None
  'content.uploads.empty': None
  'content.uploads.emptyNext': { decided: number }
  'content.uploads.emptyBanks': None
  'content.uploads.emptyFilter': None
  'content.uploads.emptyFilterNext': { open: number }
  'content.uploads.clear': None
  'content.uploads.decided': None
  'content.uploads.wrongPurpose': None
  'content.uploads.support': None
  'content.decision.acts.keep.name': None
  'content.decision.acts.keep.record': None
  'content.decision.acts.keep.report': None
  'content.decision.acts.exempt.name': None
  'content.decision.acts.exempt.record': None
  'content.decision.acts.exempt.report': None
  'content.decision.acts.escalate.name': None
  'content.decision.acts.escalate.record': None
  'content.decision.acts.escalate.report': None
  'content.decision.acts.restrict.name': None
  'content.decision.acts.restrict.record': None
  'content.decision.acts.restrict.report': None
  'content.decision.acts.remove.name': None
  'content.decision.acts.remove.record': None
  'content.decision.acts.remove.report': None
  'content.decision.acts.suspend.name': None
  'content.decision.acts.suspend.record': None
  'content.decision.acts.suspend.report': None
  'content.decision.acts.keep.consequence': { source: Word }
  'content.decision.acts.exempt.consequence': None
  'content.decision.acts.escalate.consequence': None
  'content.decision.acts.restrict.consequence': None
  'content.decision.acts.remove.consequence': None
  'content.decision.acts.suspend.consequence': None
  'content.decision.acts.restrict.asked': None
  'content.decision.acts.remove.asked': None
  'content.decision.acts.suspend.asked': None
  'content.decision.acts.restrict.agree': None
  'content.decision.acts.restrict.agreeLine': None
  'content.decision.acts.remove.agree': None
  'content.decision.acts.remove.agreeLine': None
  'content.decision.acts.suspend.agree': None
  'content.decision.acts.suspend.agreeLine': None
  'content.decision.sent.no.not-same.name': None
  'content.decision.sent.no.not-same.line': None
  'content.decision.sent.no.further-check.name': None
  'content.decision.sent.no.further-check.line': None
  'content.decision.sent.mistaken': None
  'content.decision.sent.under': { source: Word }
  'content.decision.sent.underAdverse': None
  'content.decision.sent.told': { delivered: Choice; answer: Word; sent: Word }
  'content.decision.sent.noAnswer': None
  'content.decision.sent.disagreed': None
  'content.decision.sent.disagreedOthers': None
  'content.decision.sent.reopen': None
  'content.decision.reasonNames.different-content': None
  'content.decision.reasonNames.known-harmless': None
  'content.decision.reasonNames.context-changes-meaning': None
  'content.decision.reasonNames.outside-policy': None
  'content.decision.reasonNames.context-unclear': None
  'content.decision.reasonNames.language-expert-needed': None
  'content.decision.reasonNames.legal-advice-needed': None
  'content.decision.reasonNames.authority-to-be-asked': None
  'content.decision.reasonNames.same-content': None
  'content.decision.reasonNames.same-content-edited': None
  'content.decision.labels': None
  'content.decision.labelsNote': None
  'content.decision.acts.restrict.done': None
  'content.decision.acts.remove.done': None
  'content.decision.acts.suspend.done': None
  'content.care.title': None
  'content.care.what': None
  'content.care.view': None
  'content.care.views.tiles': None
  'content.care.views.list': None
  'content.care.most': None
  'content.care.mosts.blurred': None
  'content.care.mosts.still': None
  'content.care.mosts.video': None
  'content.care.colour': None
  'content.care.sound': None
  'content.care.leave': None
  'content.care.leaveHint': None
  'content.care.today': { views: number }
  'content.care.saved': None
  'content.oversight.alarms.codes.item-flooding': None
  'content.oversight.alarms.codes.item-suspended': None
  'content.oversight.alarms.codes.match-probing': None
  'content.pages.content': None
  'content.pages.banks': None
  'content.match.pdq-same': { retro: Choice; turn: Choice; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.pdq-near': { retro: Choice; turn: Choice; distance: Word; radius: Word; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.vpdq': { retro: Choice; percent: Word; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.vpdq-part': { retro: Choice; percent: Word; from: Word; to: Word; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.tmk': { retro: Choice; percent: Word; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.tlsh': { retro: Choice; distance: Word; radius: Word; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.text-near': { retro: Choice; percent: Word; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.text': { retro: Choice; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.md5': { retro: Choice; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.sha1': { retro: Choice; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.sha256': { retro: Choice; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.url': { retro: Choice; source: Choice; name: Word; labelled: Choice; labels: Word }
  'content.match.flood': None
  'content.match.flood-stopped': None
  'content.match.reporting': None
  'content.match.same-scene': None
  'content.match.quotation': None
  'content.match.near-harmless': None
  'content.match.address-changed': None
  'content.match.harmless': None
  'content.match.attack': None
  'content.find.looks.ip': None
  'content.find.looks.hash': None
  'content.findings.FILE_UNREADABLE': { cause: Word }
  'content.findings.FILE_UNREADABLE.missing': None
  'content.findings.FILE_UNREADABLE.folder': None
  'content.findings.MEDIA_EMPTY': None
  'content.findings.MEDIA_TOO_LARGE': None
  'content.findings.MEDIA_TOO_LARGE.pixels': { width: Word; height: Word }
  'content.findings.MEDIA_UNSUPPORTED': { mediaType: Word }
  'content.findings.MEDIA_PLAYLIST_REFUSED': None
  'content.findings.MEDIA_FIRST_PAGE': { pages: Word }
  'content.findings.MEDIA_DAMAGED': None
  'content.findings.MEDIA_UNDECODABLE': None
  'content.findings.MEDIA_DECODER_FAILED': None
  'content.findings.MEDIA_DECODE_TIMEOUT': None
  'content.findings.ORIGINAL_NOT_KEPT': None
  'content.findings.PDQ_TOO_SMALL': None
  'content.findings.PDQ_LOW_QUALITY': None
  'content.findings.VIDEO_NO_STREAM': None
  'content.findings.VIDEO_DECODER_MISSING': None
  'content.findings.VIDEO_FRAMES_CAPPED': None
  'content.findings.VIDEO_FRAME_RATE_UNKNOWN': None
  'content.findings.TEXT_BAD_ENCODING': None
  'content.findings.TLSH_TOO_SHORT': None
  'content.findings.TLSH_TOO_UNIFORM': None
  'content.findings.SIGNAL_INVALID.pdq': None
  'content.findings.SIGNAL_INVALID.md5': None
  'content.findings.SIGNAL_INVALID.sha1': None
  'content.findings.SIGNAL_INVALID.sha256': None
  'content.findings.SIGNAL_INVALID.tlsh': None
  'content.findings.SIGNAL_INVALID.vpdq': None
  'content.findings.SIGNAL_INVALID.tmk': None
  'content.findings.SIGNAL_INVALID.text': None
  'content.findings.SIGNAL_INVALID.url': None
  'content.case.tabs.compare': None
  'content.case.tabs.links': None
  'content.case.tabs.messages': None
  'content.queue.name': None
  'content.queue.who': None
  'content.queue.open': None
  'content.evidence.cells.said': { how: Choice; name: Word; relation: Choice }
  'content.evidence.cells.full.picture': None
  'content.evidence.cells.full.frames': None
  'content.evidence.cells.full.text': None
  'content.evidence.cells.full.address': None
  'content.evidence.cells.full.bytes': None
  'content.evidence.cells.full.harmless': None
  'content.evidence.cells.short.bytes': None
  'content.evidence.cells.short.harmless': None
  'content.stop.surface.content-match': None
  'content.stop.surface.content-remote': None
  'content.stop.surface.content-hma': None
}
