import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'

/** Returns a database without a server, whose statements a function answers with rows. */
export function answeredDatabase(rowsOf: (query: CompiledQuery) => unknown[]): Kysely<unknown> {
  class Driver extends DummyDriver {
    override async acquireConnection() {
      const connection = await super.acquireConnection()
      const executeQuery = async (query: CompiledQuery) => ({ rows: rowsOf(query) })
      return Object.assign(connection, { executeQuery }) as typeof connection
    }
  }
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
