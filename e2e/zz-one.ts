import { newPage, openBrowser, signIn } from './browser.ts'
const [,, url='', acc='', pw='', path='', out='', click=''] = process.argv
const browser = await openBrowser()
const { page, errors } = await newPage(browser, 'light')
page.on('requestfailed', r=>console.log('failed', r.url()))
page.on('response', r=>{ if (r.status()>=400) console.log(r.status(), r.url()) })
try { await signIn(page, url, acc, pw); if (path) await page.goto(url+path); await page.waitForTimeout(1500); if (click) { await page.locator(click).first().click(); await page.waitForTimeout(3000) } } catch (e) { console.log(String(e).slice(0,500)) }
await page.screenshot({ path: out }); console.log(errors.slice(0,5)); console.log((await page.locator('main').innerText()).slice(0,1800))
await browser.close()
