// One object a page, one line here. A page's texts are in its own file.
export { problems } from './problems.ts'
export { purposeNames, roleNames, shell } from './shell.ts'
export { signIn } from './sign-in.ts'
