import { addressOf } from '../../../app/api.ts'
import { paths as desk, type PathSearch } from '../../../app/paths.ts'

/** The addresses of this gateway's pages and of the desk's pages. */
export const paths = {
  ...desk,
  content: (search: PathSearch = {}) => addressOf('/content', search),
  banks: () => '/content/banks',
  bankNew: () => '/content/banks/new',
  bank: (name: string) => `/content/banks/${encodeURIComponent(name)}`,
  bankEdit: (name: string) => `/content/banks/${encodeURIComponent(name)}/edit`,
  bankAdd: (name: string, search: PathSearch = {}) =>
    addressOf(`/content/banks/${encodeURIComponent(name)}/add`, search),
  item: (id: string) => `/content/items/${id}`,
  contentTry: () => '/content/try',
  incidents: () => '/content/incidents',
  labels: () => '/content/labels',
  contentRates: () => '/content/rates',
  contentIndex: () => '/content/index',
}
