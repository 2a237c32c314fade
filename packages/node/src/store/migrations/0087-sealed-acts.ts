/**
 * The content of the act that releases a signal has a digest of the signal's value, by which a guessed name can be confirmed.
 * It is sealed and ends with the signal, as that of an act on a case ends with the case. Acts of earlier releases stay as they
 * are: a signed act is final. The release before writes plain content, and shows none of a sealed one.
 */
export const sealedActs = /* sql */ `
do $$ declare old record; begin
  for old in select conrelid::regclass as owner, conname from pg_constraint
    where conrelid in ('asked_act'::regclass, 'signed_act'::regclass) and contype = 'c' and pg_get_constraintdef(oid) like '%plain%'
  loop
    execute format('alter table %s drop constraint %I', old.owner, old.conname);
  end loop;
end $$;
alter table asked_act add column signal_id uuid references signal,
  add constraint asked_act_sealed check ((case_id is null and signal_id is null) = (plain is not null));
alter table signed_act add column signal_id uuid references signal,
  add constraint signed_act_sealed check ((case_id is null and signal_id is null) = (plain is not null));
create index signed_act_signal on signed_act (signal_id) where signal_id is not null;
`
