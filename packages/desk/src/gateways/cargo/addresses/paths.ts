import { addressOf } from '../../../app/api.ts'
import { paths as desk, type PathSearch } from '../../../app/paths.ts'

/** The addresses of this gateway's pages and of the desk's pages. */
export const paths = {
  ...desk,
  consignments: (search: PathSearch = {}) => addressOf('/consignments', search),
  inspections: (search: PathSearch = {}) => addressOf('/inspections', search),
  inspection: (id: string) => `/inspections/${id}`,
  consignment: (id: string, search: PathSearch = {}) => addressOf(`/consignments/${id}`, search),
  cargoMessage: (id: string, search: PathSearch = {}) => addressOf(`/cargo/messages/${id}`, search),
  undeclaredContainers: (messageId: string) => `/cargo/messages/${messageId}/undeclared`,
  cargoCapacity: (search: PathSearch = {}) => addressOf('/cargo/capacity', search),
  cargoFilers: () => '/cargo/filers',
  cargoFiler: (id: string) => `/cargo/filers/${id}`,
  cargoRules: (search: PathSearch = {}) => addressOf('/cargo/rules', search),
  newCargoRule: () => '/cargo/rules/new',
  cargoRule: (id: string, search: PathSearch = {}) => addressOf(`/cargo/rules/${id}`, search),
  cargoModels: () => '/cargo/models',
  cargoModel: (id: string) => `/cargo/models/${id}`,
  cargoTables: () => '/cargo/tables',
  cargoTable: (kind: string, search: PathSearch = {}) => addressOf(`/cargo/tables/${kind}`, search),
}
