-- Version 1 of the schema: its tables, and the functions that are one commit each.
-- A step that was ever released is never changed; what changes a function gives the new one a new name, so that
-- programs of both versions can run side by side.

create table live_orders_schema (
  version integer not null,
  needs integer not null -- the least version that a program has to know to use these tables
);

create table ledger (
  id integer primary key check (id = 1),
  origin text not null, -- made with the schema, kept for ever; tells this store from another one
  epoch text not null,
  seq bigint not null
);

create table categories (
  position bigint generated always as identity primary key,
  name text collate "C" not null unique,
  title text not null,
  prefix text collate "C" not null unique,
  seq bigint not null
);

-- Without an index on seq: a total changes all the time, and may do so in its place only while no index has to follow.
create table products (
  id text collate "C" primary key,
  category text collate "C" not null references categories (name),
  name text not null,
  rrp numeric not null,
  info text not null,
  extra text not null,
  total bigint not null check (total between 0 and 9007199254740991),
  seq bigint not null,
  details_seq bigint not null
) with (fillfactor = 50);

-- product_id is a product's id; the functions see to that more cheaply than a foreign key, and products are never removed.
create table orders (
  order_id text collate "C" not null,
  product_id text collate "C" not null,
  amount bigint not null,
  source text not null,
  placed_at timestamptz not null,
  seq bigint not null,
  primary key (order_id, product_id)
);

create table leases (
  name text collate "C" primary key,
  holder text not null,
  expires_at timestamptz not null
);

-- Counts orders in one commit. The row of the ledger is written first and so is locked until the commit is durable: commits
-- of all nodes come one after the other, in the order of their numbers. Every statement after that one sees all commits
-- before (read committed), which is why this is a volatile function and no single statement.
--
-- care:     0 when all amounts are positive and no order id and product stands there twice: the orders are counted in any
--           order, and should a total leave its range, which it then does whatever their order, the call fails with a
--           check violation and is to be made again with 2
--           1 when amounts are negative: as 0 unless a total could leave its range, then as 2
--           2 the orders are decided one by one, in the order of the arrays
-- changed:  whether anything was counted; if not, at_seq is the last commit that did
-- products, totals, seqs: the known products as this leaves them; seqs null when at_seq is the seq of all
-- items, outcomes, details: the orders that were not counted now, by their index from 1, unknown products left out:
--   1 counted before, by commit details; 2 counted before, but with the amount details; 3 the total details would leave
--   its range
create function place_v1(
  order_ids text[], product_ids text[], amounts bigint[], sources text[], care integer,
  out in_epoch text, out at_seq bigint, out changed boolean,
  out products text[], out totals bigint[], out seqs bigint[],
  out items integer[], out outcomes integer[], out details bigint[])
language plpgsql volatile as $$
#variable_conflict use_column
declare
  largest constant bigint := 9007199254740991;
  one_by_one boolean := care = 2;
  counted bigint;
  current text;
  running bigint;
  was bigint;
  was_seq bigint;
  counted_products text[];
  counted_amounts bigint[];
  item record;
begin
  update ledger l set seq = l.seq + 1 returning l.epoch, l.seq into in_epoch, at_seq;

  if care = 1 then
    select coalesce(bool_or(p.total + d.down < 0 or p.total + d.up > largest), false)
      into one_by_one
      from (
        select i.product_id, sum(least(i.amount, 0)) as down, sum(greatest(i.amount, 0)) as up
          from unnest(product_ids, amounts) as i (product_id, amount)
         group by i.product_id) d
      join products p on p.id = d.product_id;
  end if;

  if not one_by_one then
    with added as (
      insert into orders as o (order_id, product_id, amount, source, placed_at, seq)
      select i.order_id, i.product_id, i.amount, i.source, now(), at_seq
        from unnest(order_ids, product_ids, amounts, sources) as i (order_id, product_id, amount, source)
        join products p on p.id = i.product_id
          on conflict (order_id, product_id) do nothing
      returning o.product_id, o.amount),
    moved as (
      update products p set total = p.total + d.delta, seq = at_seq
        from (
          select a.product_id, sum(a.amount)::bigint as delta, count(*) as orders
            from added a
           group by a.product_id) d
       where p.id = d.product_id
      returning p.id, p.total, d.orders)
    select array_agg(m.id), array_agg(m.total), coalesce(sum(m.orders), 0)
      into products, totals, counted
      from moved m;
    changed := counted > 0;
    if changed and counted = cardinality(order_ids) then
      return;
    end if;
    select array_agg(i.item),
           array_agg(case when o.amount = i.amount then 1 else 2 end),
           array_agg(case when o.amount = i.amount then o.seq else o.amount end)
      into items, outcomes, details
      from unnest(order_ids, product_ids, amounts) with ordinality as i (order_id, product_id, amount, item)
      join orders o on o.order_id = i.order_id and o.product_id = i.product_id
     where o.seq <> at_seq;
  else
    for item in
      select i.*, p.total, o.amount as was, o.seq as was_seq,
             row_number() over (partition by i.product_id, i.order_id order by i.index) > 1 as again
        from unnest(order_ids, product_ids, amounts, sources) with ordinality
          as i (order_id, product_id, amount, source, index)
        join products p on p.id = i.product_id
        left join orders o on o.order_id = i.order_id and o.product_id = i.product_id
       order by i.product_id, i.index
    loop
      if item.product_id is distinct from current then
        current := item.product_id;
        running := item.total;
      end if;
      was := item.was;
      was_seq := item.was_seq;
      if item.again and was is null then
        select o.amount, o.seq into was, was_seq
          from orders o
         where o.order_id = item.order_id and o.product_id = item.product_id;
      end if;
      if was = item.amount then
        items := items || item.index::integer; outcomes := outcomes || 1; details := details || was_seq;
      elsif was is not null then
        items := items || item.index::integer; outcomes := outcomes || 2; details := details || was;
      elsif running + item.amount not between 0 and largest then
        items := items || item.index::integer; outcomes := outcomes || 3; details := details || running;
      else
        insert into orders (order_id, product_id, amount, source, placed_at, seq)
        values (item.order_id, item.product_id, item.amount, item.source, now(), at_seq);
        running := running + item.amount;
        counted_products := counted_products || current;
        counted_amounts := counted_amounts || item.amount;
      end if;
    end loop;
    update products p set total = p.total + d.delta, seq = at_seq
      from (
        select c.product_id, sum(c.amount)::bigint as delta
          from unnest(counted_products, counted_amounts) as c (product_id, amount)
         group by c.product_id) d
     where p.id = d.product_id;
    changed := found;
  end if;

  if not changed then
    at_seq := at_seq - 1;
    update ledger set seq = at_seq;
  end if;
  select array_agg(p.id), array_agg(p.total), array_agg(p.seq)
    into products, totals, seqs
    from products p
   where p.id = any (product_ids);
end $$;

-- Adds a product with total 0. Without an id it gets the category's prefix and one more than the highest number behind it.
create function add_product_v1(
  wanted_id text, in_category text, its_name text, its_rrp text, its_info text, its_extra text,
  out in_epoch text, out at_seq bigint, out its_id text)
language plpgsql volatile as $$
declare
  its_prefix text;
begin
  update ledger l set seq = l.seq + 1 returning l.epoch, l.seq into in_epoch, at_seq;
  select c.prefix into its_prefix from categories c where c.name = in_category;
  if not found then
    raise exception using errcode = 'LO001', message = 'unknown category', detail = in_category;
  end if;
  its_id := wanted_id;
  if its_id is null then
    select its_prefix || coalesce(max(substr(p.id, length(its_prefix) + 1)::numeric), 0) + 1
      into its_id
      from products p
     where p.id >= its_prefix || '0' and p.id < its_prefix || ':'
       and p.id ~ ('^' || its_prefix || '[0-9]+$');
    if length(its_id) > 64 then
      raise exception using errcode = 'LO006', message = 'product id too long', detail = its_id;
    end if;
  end if;
  insert into products (id, category, name, rrp, info, extra, total, seq, details_seq)
  values (its_id, in_category, its_name, its_rrp::numeric, its_info, its_extra, 0, at_seq, at_seq)
      on conflict (id) do nothing;
  if not found then
    raise exception using errcode = 'LO002', message = 'product id taken', detail = its_id;
  end if;
end $$;

-- Stores details that were made of those of commit expected; at_seq is null when they have changed since.
create function update_product_v1(
  its_id text, expected bigint, its_name text, its_rrp text, its_info text, its_extra text,
  out in_epoch text, out at_seq bigint, out its_total bigint)
language plpgsql volatile as $$
begin
  select l.epoch, l.seq + 1 into in_epoch, at_seq from ledger l for update;
  update products p
     set name = its_name, rrp = its_rrp::numeric, info = its_info, extra = its_extra,
         seq = at_seq, details_seq = at_seq
   where p.id = its_id and p.details_seq = expected
  returning p.total into its_total;
  if found then
    update ledger set seq = at_seq;
  else
    at_seq := null;
  end if;
end $$;

-- Creates or changes a category; at_seq is null when it is like that already.
create function put_category_v1(
  its_name text, its_title text, its_prefix text,
  out in_epoch text, out at_seq bigint, out created boolean)
language plpgsql volatile as $$
declare
  owner text;
begin
  select l.epoch, l.seq + 1 into in_epoch, at_seq from ledger l for update;
  select c.name into owner from categories c where c.prefix = its_prefix and c.name <> its_name;
  if found then
    raise exception using errcode = 'LO003', message = 'prefix taken', detail = owner;
  end if;
  update categories c set title = its_title, prefix = its_prefix, seq = at_seq
   where c.name = its_name and (c.title, c.prefix) <> (its_title, its_prefix);
  if found then
    created := false;
  else
    insert into categories (name, title, prefix, seq) values (its_name, its_title, its_prefix, at_seq)
        on conflict (name) do nothing;
    created := found;
    if not created then
      at_seq := null;
      return;
    end if;
  end if;
  update ledger set seq = at_seq;
end $$;

-- Adds what is missing of a catalogue; at_seq is null when nothing is. Opening totals are orders with the ids given.
create function seed_v1(
  category_names text[], category_titles text[], category_prefixes text[],
  product_ids text[], product_categories text[], product_names text[], product_rrps text[], product_infos text[],
  product_extras text[], product_totals bigint[], order_ids text[],
  out in_epoch text, out at_seq bigint, out added_categories text[], out added_products text[])
language plpgsql volatile as $$
declare
  item record;
  owner text;
begin
  select l.epoch, l.seq + 1 into in_epoch, at_seq from ledger l for update;
  added_categories := '{}';
  for item in
    select i.* from unnest(category_names, category_titles, category_prefixes) as i (name, title, prefix)
  loop
    if not exists (select from categories c where c.name = item.name) then
      select c.name into owner from categories c where c.prefix = item.prefix;
      if found then
        raise exception using errcode = 'LO004', message = 'prefix of a catalogue taken',
          detail = owner, hint = item.name;
      end if;
      insert into categories (name, title, prefix, seq) values (item.name, item.title, item.prefix, at_seq);
      added_categories := added_categories || item.name;
    end if;
  end loop;

  select i.id, c.name as known, i.category
    into item
    from unnest(product_ids, product_categories, product_totals) with ordinality as i (id, category, total, index)
    left join categories c on c.name = i.category
   where (c.name is null or i.total not between 0 and 9007199254740991)
     and not exists (select from products p where p.id = i.id)
   order by i.index
   limit 1;
  if found then
    if item.known is null then
      raise exception using errcode = 'LO001', message = 'unknown category', detail = item.category;
    end if;
    raise exception using errcode = 'LO005', message = 'opening total out of range', detail = item.id;
  end if;

  with added as (
    insert into products (id, category, name, rrp, info, extra, total, seq, details_seq)
    select distinct on (i.id) i.id, i.category, i.name, i.rrp::numeric, i.info, i.extra, i.total, at_seq, at_seq
      from unnest(product_ids, product_categories, product_names, product_rrps, product_infos, product_extras,
             product_totals) with ordinality as i (id, category, name, rrp, info, extra, total, index)
     order by i.id, i.index
        on conflict (id) do nothing
    returning id)
  select coalesce(array_agg(a.id), '{}') into added_products from added a;
  insert into orders (order_id, product_id, amount, source, placed_at, seq)
  select distinct on (p.id) i.order_id, p.id, p.total, 'opening', now(), at_seq
    from unnest(product_ids, order_ids) with ordinality as i (id, order_id, index)
    join products p on p.id = i.id
   where p.details_seq = at_seq and p.total <> 0
   order by p.id, i.index;

  if added_categories = '{}' and added_products = '{}' then
    at_seq := null;
  else
    update ledger set seq = at_seq;
  end if;
end $$;

-- What the commits after since left behind, in one snapshot: kind 0 the ledger, 1 categories with their position as total,
-- 2 products whose details changed, 3 products of which only the total did.
create function changes_v1(since bigint)
returns table (
  kind integer, id text, category text, name text, rrp numeric, info text, extra text, total bigint, seq bigint)
language sql stable as $$
  select 0, null, null, l.epoch, null::numeric, null, null, null::bigint, l.seq
    from ledger l
  union all
  select 1, null, c.name, c.title, null, c.prefix, null, c.position, c.seq
    from categories c
   where c.seq > since
  union all
  select 2, p.id, p.category, p.name, p.rrp, p.info, p.extra, p.total, p.seq
    from products p
   where p.seq > since and p.details_seq > since
  union all
  select 3, p.id, null, null, null, null, null, p.total, p.seq
    from products p
   where p.seq > since and p.details_seq <= since
$$;

-- Takes or keeps a lease, on this server's clock.
create function lease_v1(its_name text, its_holder text, millis bigint, out held boolean)
language plpgsql volatile as $$
begin
  insert into leases as l (name, holder, expires_at)
  values (its_name, its_holder, clock_timestamp() + millis * interval '1 millisecond')
      on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
   where l.holder = excluded.holder or l.expires_at <= clock_timestamp();
  held := found;
end $$;
