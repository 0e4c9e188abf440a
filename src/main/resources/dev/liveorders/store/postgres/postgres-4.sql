-- Version 4: keys for who places orders and changes products.

create table access_keys (
  id text primary key,
  name text not null unique,
  scopes text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  used_on date,
  hash bytea not null check (length(hash) = 32));

-- Grows with every key that is added or removed.
create table access_version (id integer primary key check (id = 1), version bigint not null);
insert into access_version (id, version) values (1, 0);
