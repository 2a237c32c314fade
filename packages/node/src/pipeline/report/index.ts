export { recordFeedback } from './record-feedback.ts'
