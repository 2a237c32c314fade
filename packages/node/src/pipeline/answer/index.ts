export { answerSubject } from './answer-subject.ts'
