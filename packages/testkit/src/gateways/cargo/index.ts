export { createFilings, type Filing } from './create-filings.ts'
