export { type AnswerDeps, answerSubject } from './answer-subject.ts'
