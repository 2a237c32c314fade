export { answerRequest, type InteractiveDeps } from './answer-request.ts'
export { interactiveRoutes } from './routes.ts'
export { interactiveSettings } from './settings.ts'
export { settleInteractive } from './settle-answer.ts'
