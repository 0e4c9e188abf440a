-- Version 5: products and categories can be retired: retired_seq is the commit that did, and 0 for what is there. Products that
-- were retired with their category have its retired_seq. A program that does not know this goes on to show what was retired.

alter table products add column retired_seq bigint not null default 0;
alter table categories add column retired_seq bigint not null default 0;

-- A total may still change in its place: no order changes retired_seq.
create index products_retired on products (retired_seq) where retired_seq > 0;

-- The log of orders: entries of a product, newest first, and sums of what was ordered since a commit. Rows come in this order
-- anyway, so that an order costs one more entry at the end.
create index orders_log on orders (seq);

-- As place_v1, but a product that was retired takes no new orders; those of before are known. One more outcome:
--   4 the product was retired, with the total details
create function place_v2(
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
        join products p on p.id = i.product_id and p.retired_seq = 0
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
           array_agg(case when o.order_id is null then 4 when o.amount = i.amount then 1 else 2 end),
           array_agg(case when o.order_id is null then p.total when o.amount = i.amount then o.seq else o.amount end)
      into items, outcomes, details
      from unnest(order_ids, product_ids, amounts) with ordinality as i (order_id, product_id, amount, item)
      left join orders o on o.order_id = i.order_id and o.product_id = i.product_id
      left join products p on p.id = i.product_id and p.retired_seq > 0
     where o.seq <> at_seq or o.order_id is null and p.id is not null;
  else
    for item in
      select i.*, p.total, p.retired_seq > 0 as retired, o.amount as was, o.seq as was_seq,
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
      elsif item.retired then
        items := items || item.index::integer; outcomes := outcomes || 4; details := details || item.total;
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

-- As add_product_v2, where neither the category nor the id is of something retired.
create function add_product_v3(
  wanted_id text, in_category text, its_name text, its_rrp text, its_info text, its_extra text,
  out in_epoch text, out at_seq bigint, out its_id text)
language plpgsql volatile as $$
declare
  owner text;
begin
  perform from ledger for update;
  if exists (select from categories c where c.name = in_category and c.retired_seq > 0) then
    raise exception using errcode = 'LO007', message = 'category retired', detail = in_category;
  end if;
  select p.category into owner from products p where p.id = wanted_id and p.retired_seq > 0;
  if found then
    raise exception using errcode = 'LO008', message = 'product id of a retired product', detail = owner;
  end if;
  select a.in_epoch, a.at_seq, a.its_id
    into in_epoch, at_seq, its_id
    from add_product_v2(wanted_id, in_category, its_name, its_rrp, its_info, its_extra) a;
end $$;

-- As update_product_v1; a product that was retired is brought back.
create function put_product_v1(
  its_id text, expected bigint, its_name text, its_rrp text, its_info text, its_extra text,
  out in_epoch text, out at_seq bigint, out its_total bigint)
language plpgsql volatile as $$
begin
  select l.epoch, l.seq + 1 into in_epoch, at_seq from ledger l for update;
  update products p
     set name = its_name, rrp = its_rrp::numeric, info = its_info, extra = its_extra,
         seq = at_seq, details_seq = at_seq, retired_seq = 0
   where p.id = its_id and p.details_seq = expected
     and exists (select from categories c where c.name = p.category and c.retired_seq = 0)
  returning p.total into its_total;
  if found then
    update ledger set seq = at_seq;
  else
    at_seq := null;
  end if;
end $$;

-- As put_category_v1; one that was retired comes back, with the products that were retired with it.
create function put_category_v2(
  its_name text, its_title text, its_prefix text,
  out in_epoch text, out at_seq bigint, out created boolean, out back boolean)
language plpgsql volatile as $$
declare
  owner text;
  retired bigint;
begin
  select l.epoch, l.seq + 1 into in_epoch, at_seq from ledger l for update;
  select c.name into owner from categories c where c.prefix = its_prefix and c.name <> its_name;
  if found then
    raise exception using errcode = 'LO003', message = 'prefix taken', detail = owner;
  end if;
  back := false;
  select c.retired_seq into retired from categories c where c.name = its_name and c.retired_seq > 0;
  if found then
    back := true;
    created := true;
    -- one that comes back stands last, on every node, whether that saw it before or not
    update categories c
       set title = its_title, prefix = its_prefix, seq = at_seq, retired_seq = 0, position = default
     where c.name = its_name;
    update products p set retired_seq = 0, seq = at_seq, details_seq = at_seq
     where p.category = its_name and p.retired_seq = retired;
    update ledger set seq = at_seq;
    return;
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

-- Retires a product that is there.
create function retire_product_v1(its_id text, in_category text, out in_epoch text, out at_seq bigint)
language plpgsql volatile as $$
begin
  update ledger l set seq = l.seq + 1 returning l.epoch, l.seq into in_epoch, at_seq;
  update products p set retired_seq = at_seq, seq = at_seq, details_seq = at_seq
   where p.id = its_id and p.category = in_category and p.retired_seq = 0;
  if not found then
    if exists (select from products p where p.id = its_id and p.category = in_category) then
      raise exception using errcode = 'LO009', message = 'product retired', detail = its_id;
    end if;
    raise exception using errcode = 'LO010', message = 'unknown product', detail = its_id;
  end if;
end $$;

-- Retires a category that is there, with the products that it has.
create function retire_category_v1(
  its_name text, out in_epoch text, out at_seq bigint, out retired_products text[])
language plpgsql volatile as $$
begin
  update ledger l set seq = l.seq + 1 returning l.epoch, l.seq into in_epoch, at_seq;
  update categories c set retired_seq = at_seq, seq = at_seq where c.name = its_name and c.retired_seq = 0;
  if not found then
    if exists (select from categories c where c.name = its_name) then
      raise exception using errcode = 'LO007', message = 'category retired', detail = its_name;
    end if;
    raise exception using errcode = 'LO001', message = 'unknown category', detail = its_name;
  end if;
  with gone as (
    update products p set retired_seq = at_seq, seq = at_seq, details_seq = at_seq
     where p.category = its_name and p.retired_seq = 0
    returning p.id)
  select coalesce(array_agg(g.id), '{}') into retired_products from gone g;
end $$;

-- As changes_v1, without what was retired, and two kinds more: 4 products that were retired, with the commit that did as seq, of
-- everything the newest 10,000; 5 categories that were, of everything none.
create function changes_v2(since bigint)
returns table (
  kind integer, id text, category text, name text, rrp numeric, info text, extra text, total bigint, seq bigint)
language sql stable as $$
  select 0, null, null, l.epoch, null::numeric, null, null, null::bigint, l.seq
    from ledger l
  union all
  select 1, null, c.name, c.title, null, c.prefix, null, c.position, c.seq
    from categories c
   where c.seq > since and c.retired_seq = 0
  union all
  select 2, p.id, p.category, p.name, p.rrp, p.info, p.extra, p.total, p.seq
    from products p
   where p.seq > since and p.details_seq > since and p.retired_seq = 0
  union all
  select 3, p.id, null, null, null, null, null, p.total, p.seq
    from products p
   where p.seq > since and p.details_seq <= since and p.retired_seq = 0
  union all
  (select 4, p.id, p.category, null, null, null, null, null, p.retired_seq
     from products p
    where p.retired_seq > since and p.retired_seq > 0
    order by p.retired_seq desc, p.id
    limit case since when 0 then 10000 end)
  union all
  select 5, null, c.name, null, null, null, null, null, c.retired_seq
    from categories c
   where c.retired_seq > since and since > 0
$$;

-- Corrects every total that is not the sum of its orders, and tells what it was. The ledger is locked first, so that no order
-- comes between.
create function repair_v1()
returns table (in_epoch text, at_seq bigint, id text, total bigint, sum bigint, retired_seq bigint)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  its_epoch text;
  its_seq bigint;
begin
  select l.epoch, l.seq + 1 into its_epoch, its_seq from ledger l for update;
  create temp table repaired on commit drop as
    select p.id, p.total, coalesce(o.amount, 0)::bigint as sum, p.retired_seq
      from products p
      left join (select product_id, sum(amount) as amount from orders group by product_id) o on o.product_id = p.id
     where p.total <> coalesce(o.amount, 0);
  insert into orders (order_id, product_id, amount, source, placed_at, seq)
  select 'audit-' || its_seq || '-from-' || r.total || '-to-' || r.sum, r.id, 0, 'audit', now(), its_seq
    from repaired r;
  update products p set total = r.sum, seq = its_seq from repaired r where p.id = r.id;
  if found then
    update ledger set seq = its_seq;
  end if;
  return query select its_epoch, its_seq, r.id, r.total, r.sum, r.retired_seq from repaired r order by r.id;
end $$;
