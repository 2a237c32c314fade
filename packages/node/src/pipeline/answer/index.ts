export { type AnswerDeps, type AnswerSubjects, answerSubject } from './answer-subject.ts'
