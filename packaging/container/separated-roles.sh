#!/bin/sh
# The image of PostgreSQL runs this once, as the superuser, on an empty volume. It makes the logins of the separate processes of a node.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=owner="$ENTENTE_OWNER_PASSWORD" --set=verifier="$ENTENTE_VERIFIER_PASSWORD" --set=app="$ENTENTE_APP_PASSWORD" <<'END'
create role entente_owner login nosuperuser nocreatedb nocreaterole password :'owner';
create role entente_verifier login nosuperuser nocreatedb nocreaterole noinherit password :'verifier';
create role entente_app login nosuperuser nocreatedb nocreaterole noinherit password :'app';
create role entente_oversight nologin noinherit;
grant entente_verifier, entente_app, entente_oversight to entente_owner with inherit false;
grant set on parameter session_replication_role to entente_owner;
create database entente owner entente_owner;
revoke all on database entente, postgres, template1 from public;
grant connect on database entente to entente_verifier, entente_app, entente_oversight;
END
