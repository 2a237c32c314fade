/**
 * Objects handed in are looked up by their ids, a thousand at once, whatever the collection holds: the id leads its index, so that no plan made while the table
 * was small reads a whole collection for each.
 */
export const lookUps = /* sql */ `
create unique index foreign_object_handed_in on foreign_object (object_id, collection_id, member, version_us) where collection_id is not null;
drop index foreign_object_posted;
`
