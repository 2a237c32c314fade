export * from './carrier/index.ts'
export { globalSetup } from './postgres/global-setup.ts'
export * from './postgres/index.ts'
export { type SignedIn, signInTo, startTestNode, type TestNode, testPassword } from './start-test-node.ts'
