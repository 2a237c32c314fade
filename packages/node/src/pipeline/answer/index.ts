export { type AnswerSubjects, answerSubject } from './answer-subject.ts'
