/**
 * Puts the id first in an index of submitted objects, which are searched by a thousand ids at once. Otherwise a query
 * plan made while the table was small would read a whole collection for each id.
 */
export const lookUps = /* sql */ `
create unique index foreign_object_handed_in on foreign_object (object_id, collection_id, member, version_us) where collection_id is not null;
drop index foreign_object_posted;
`
