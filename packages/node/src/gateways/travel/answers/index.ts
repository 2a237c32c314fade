export { acknowledgementOf } from './acknowledgement-of.ts'
export { type DeliverDeps, deliverAnswer } from './deliver-answer.ts'
export { travelAnswers } from './travel-answers.ts'
