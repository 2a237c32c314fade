import type { HashAnswer, MediaHashes, UploadAnswer } from '@entente/contracts'
import type { z } from 'zod'

/** Requests the hashes of a picture from a node, as a sender. */
export async function hashPicture(url: string, key: string, bytes: Buffer): Promise<MediaHashes> {
  const answer = await post<z.infer<typeof HashAnswer>>(`${url}/v1/content/hash`, key, formOf({}, bytes))
  const [hashes] = answer.results
  if (hashes === undefined) throw new Error('no hashes')
  return hashes
}

/** Sends an upload, with its file if there is one. */
export const sendUpload = (url: string, key: string, upload: object, file?: Buffer): Promise<UploadAnswer> =>
  post<UploadAnswer>(`${url}/v1/content/uploads`, key, file === undefined ? upload : formOf(upload, file))

function formOf(options: object, file: Buffer): FormData {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(file)]), 'picture.png')
  form.append('options', JSON.stringify(options))
  return form
}

async function post<T>(url: string, key: string, body: object): Promise<T> {
  const form = body instanceof FormData
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...(form ? {} : { 'content-type': 'application/json' }) },
    body: form ? body : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
