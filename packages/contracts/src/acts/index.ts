export {
  type Act,
  challengeOfAct,
  commitmentToAct,
  digestOfContent,
  faultOfAct,
  fromBase64Url,
  type PasskeyAct,
  partsOfAbout,
  toBase64Url,
} from './act.ts'
export { confirmationContent, proposalContent, type ReadCase, readingOf } from './decision-contents.ts'
export { agreementContent, signalReleaseContent } from './exchange-contents.ts'
export { type ActFault, type ActReading, type ExpectedSigner, verifyAct } from './verify-act.ts'
