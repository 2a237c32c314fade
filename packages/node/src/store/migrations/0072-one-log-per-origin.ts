/**
 * A witness has one state of each origin: a cosignature names the origin and not the member that asked for it. Of two
 * members that showed the same origin, the one whose node has its name stays, else the first. And since when a
 * member has not proven that two of its states belong to one log. The release before runs on the same data.
 */
export const oneLogPerOrigin = /* sql */ `
delete from audit.witnessed w using (
  select w.member, w.origin, row_number() over (
    partition by w.origin order by (w.origin = p.node || '/audit' or starts_with(w.origin, p.node || '/audit/')) desc nulls last, w.at
  ) as place
  from audit.witnessed w left join peer p on p.member = w.member) as ranked
where ranked.member = w.member and ranked.origin = w.origin and ranked.place > 1;
alter table audit.witnessed add constraint witnessed_origin unique (origin);
alter table audit.witnessed add column unproven_since timestamptz;
grant update (unproven_since) on audit.witnessed to entente_app;
`
