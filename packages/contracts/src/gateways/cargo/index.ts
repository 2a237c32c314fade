export { cargoVocabulary } from './vocabulary.ts'
