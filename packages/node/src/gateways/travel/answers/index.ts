export { deliverAnswer } from './deliver-answer.ts'
