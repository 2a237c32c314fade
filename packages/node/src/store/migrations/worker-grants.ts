/**
 * Row-level security protects the tables of the job queue, which belong to the owner. The node's role gets the rights
 * to run and add jobs, but no rights on the schema itself.
 */
export const workerGrants = /* sql */ `
grant usage on schema graphile_worker to entente_app;
grant select, insert, update, delete on all tables in schema graphile_worker to entente_app;
grant usage on all sequences in schema graphile_worker to entente_app;
grant execute on all functions in schema graphile_worker to entente_app;
do $$
declare t record;
begin
  for t in select c.relname from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity loop
    execute format('drop policy if exists entente_app on graphile_worker.%I', t.relname);
    execute format('create policy entente_app on graphile_worker.%I to entente_app using (true) with check (true)', t.relname);
  end loop;
end $$;
`
