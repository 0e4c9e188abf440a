-- Version 7: time is in the log. Each commit has a time that never goes back, and what was sold is kept by product and time.

-- Reads what was sold before from the tables as a whole, however long that takes.
set local statement_timeout = 0;
set local enable_seqscan = on;
set local enable_hashjoin = on;

-- The clock of the store, in milliseconds since 1970.
create function clock_v1() returns bigint
language sql volatile as $$
  select floor(extract(epoch from clock_timestamp()) * 1000)::bigint
$$;

-- The day that an instant is in, since 1970.
create function day_v1(millis bigint, zone text) returns integer
language sql stable as $$
  select ((timestamptz 'epoch' + millis * interval '1 millisecond') at time zone zone)::date - date '1970-01-01'
$$;

-- at: the time of the last commit. dated: the last commit whose function told the time itself. time_zone: in which days are counted.
-- The program that migrates says which. open_minute: see sales.
alter table ledger
  add column at bigint not null default 0,
  add column dated bigint not null default 0,
  add column time_zone text not null default 'UTC',
  add column open_minute integer not null default 0;
update ledger set at = clock_v1(), time_zone = current_setting('live_orders.time_zone');
update ledger set open_minute = at / 60000 + 1;

-- Commits of functions that know of no time, also of an older release, have one by this.
create function advance_ledger() returns trigger
language plpgsql as $$
begin
  new.at := greatest(old.at, clock_v1());
  return new;
end $$;
create trigger ledger_at before update on ledger
  for each row when (new.seq > old.seq and new.dated <> new.seq) execute function advance_ledger();

-- The time of the last commit, after a function that made one, in the same statement.
create function commit_at_v1() returns bigint
language sql volatile as $$
  select l.at from ledger l
$$;

-- What was ordered of a product, or of all ('') in a step of time: 0 minutes, 1 quarters of an hour, both since 1970; 3 days.
-- A commit writes one row for each of its products, in the open minute, and what was placed before in each step. Quarters, days and
-- what all sold get the open minute when a later one begins; until then who reads them adds it. Amounts change in their place: no
-- index follows them, and each page has room.
create table sales (
  amount bigint not null,
  orders integer not null,
  start integer not null,
  step smallint not null,
  product_id text collate "C" not null,
  primary key (product_id, step, start)
) with (fillfactor = 40);

-- The sales of a minute, and the oldest ones, to remove them.
create index sales_age on sales (step, start);

-- The steps that an order of a product is added to, as long as they are kept: for 2 hours minutes of a product, for 26 those of all;
-- quarters of an hour for 8 days, days for 400.
create function steps_v1(its_id text, minute integer, clock bigint, zone text, open_minute integer)
returns table (product_id text, step smallint, start integer)
language sql stable as $$
  select k.product_id, t.step::smallint, t.start
    from (values (its_id, 120), ('', 1560)) k (product_id, minutes),
         lateral (values
           (0, minute, (clock / 60000)::integer - k.minutes),
           (1, minute / 15, (clock / 900000)::integer - 768),
           (3, day_v1(minute * 60000::bigint, zone), day_v1(clock, zone) - 400)) t (step, start, forgotten)
   where case when minute < open_minute then t.start > t.forgotten else t.step = 0 and k.product_id <> '' end
$$;

-- Adds orders to the steps that they count in.
create function add_sales_v1(
  product_ids text[], amounts bigint[], placed_ats bigint[], clock bigint, zone text, open_minute integer)
returns void
language sql volatile as $$
  insert into sales as s (product_id, step, start, amount, orders)
  select t.product_id, t.step, t.start, sum(i.amount), sum(i.orders)
    from (
      select u.product_id, (u.placed_at / 60000)::integer as minute, sum(u.amount)::bigint as amount, count(*) as orders
        from unnest(product_ids, amounts, placed_ats) u (product_id, amount, placed_at)
       where u.placed_at > clock - 401 * 86400000::bigint
       group by 1, 2) i,
         lateral steps_v1(i.product_id, i.minute, clock, zone, open_minute) t
   group by t.product_id, t.step, t.start
      on conflict (product_id, step, start)
      do update set amount = s.amount + excluded.amount, orders = s.orders + excluded.orders
$$;

-- Adds the open minute to quarters, days and what all sold, when it ends. The ledger is locked.
create function close_minute_v1(open_minute integer, zone text) returns void
language sql volatile as $$
  insert into sales as s (product_id, step, start, amount, orders)
  select k.product_id, k.step, k.start, sum(o.amount), sum(o.orders)
    from sales o,
         lateral (values
           (o.product_id, 1, open_minute / 15), (o.product_id, 3, day_v1(open_minute * 60000::bigint, zone)),
           ('', 0, open_minute), ('', 1, open_minute / 15), ('', 3, day_v1(open_minute * 60000::bigint, zone)))
           k (product_id, step, start)
   where o.step = 0 and o.start = open_minute and o.product_id <> ''
   group by k.product_id, k.step, k.start
      on conflict (product_id, step, start)
      do update set amount = s.amount + excluded.amount, orders = s.orders + excluded.orders
$$;

-- Counts orders as place_v3 did, in one function, with the time of each: milliseconds since 1970; null for that of the commit,
-- which no order is after. The ledger is locked first, and every statement after that sees all commits before.
create function place_v4(
  order_ids text[], product_ids text[], amounts bigint[], sources text[], placed_ats bigint[], care integer,
  out in_epoch text, out at_seq bigint, out commit_at bigint, out changed boolean,
  out products text[], out totals bigint[], out seqs bigint[],
  out items integer[], out outcomes integer[], out details bigint[])
language plpgsql volatile as $$
#variable_conflict use_column
declare
  largest constant bigint := 9007199254740991;
  asked constant text[] := product_ids;
  one_by_one boolean := care = 2;
  zone text;
  instant timestamptz;
  minute integer;
  was_open integer;
  now_open integer;
  folded integer[];
  kept integer[];
  counted bigint;
  current text;
  running bigint;
  was bigint;
  was_seq bigint;
  counted_products text[];
  counted_amounts bigint[];
  sold_products text[];
  sold_amounts bigint[];
  sold_ats bigint[];
  item record;
begin
  select l.epoch, l.seq + 1, l.at, l.time_zone, l.open_minute
    into in_epoch, at_seq, commit_at, zone, was_open
    from ledger l
     for update;
  commit_at := greatest(commit_at, clock_v1());
  minute := commit_at / 60000;
  now_open := greatest(was_open, minute);
  if now_open > was_open then
    perform close_minute_v1(was_open, zone);
  end if;
  instant := timestamptz 'epoch' + commit_at * interval '1 millisecond';

  if exists (select from remembered) then
    select array_agg(i.item::integer)
      into folded
      from unnest(order_ids, product_ids) with ordinality as i (order_id, product_id, item)
      join remembered r on r.hash = order_hash(i.order_id, i.product_id);
    if folded is not null then
      select coalesce(array_agg(i.item order by i.item), '{}')
        into kept
        from generate_subscripts(order_ids, 1) as i (item)
       where i.item <> all (folded);
      select coalesce(array_agg(order_ids[k.item] order by k.place), '{}'),
             coalesce(array_agg(product_ids[k.item] order by k.place), '{}'),
             coalesce(array_agg(amounts[k.item] order by k.place), '{}'),
             coalesce(array_agg(sources[k.item] order by k.place), '{}'),
             case when placed_ats is not null then array_agg(placed_ats[k.item] order by k.place) end
        into order_ids, product_ids, amounts, sources, placed_ats
        from unnest(kept) with ordinality as k (item, place);
    end if;
  end if;

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
    if placed_ats is null and minute = now_open and 'opening' <> all (sources) then
      with added as (
        insert into orders as o (order_id, product_id, amount, source, placed_at, seq)
        select i.order_id, i.product_id, i.amount, i.source, instant, at_seq
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
        returning p.id, p.total, d.delta, d.orders),
      sold as (
        insert into sales as s (product_id, step, start, amount, orders)
        select m.id, 0, minute, m.delta, m.orders from moved m
            on conflict (product_id, step, start)
            do update set amount = s.amount + excluded.amount, orders = s.orders + excluded.orders)
      select array_agg(m.id), array_agg(m.total), coalesce(sum(m.orders), 0)
        into products, totals, counted
        from moved m;
    else
      with added as (
        insert into orders as o (order_id, product_id, amount, source, placed_at, seq)
        select i.order_id, i.product_id, i.amount, i.source,
               timestamptz 'epoch' + least(i.placed_at, commit_at) * interval '1 millisecond', at_seq
          from unnest(order_ids, product_ids, amounts, sources, placed_ats)
            as i (order_id, product_id, amount, source, placed_at)
          join products p on p.id = i.product_id and p.retired_seq = 0
            on conflict (order_id, product_id) do nothing
        returning o.product_id, o.amount, o.source, o.placed_at),
      moved as (
        update products p set total = p.total + d.delta, seq = at_seq
          from (
            select a.product_id, sum(a.amount)::bigint as delta, count(*) as orders
              from added a
             group by a.product_id) d
         where p.id = d.product_id
        returning p.id, p.total, d.orders),
      sold as (
        select array_agg(a.product_id) as products, array_agg(a.amount) as amounts,
               array_agg(floor(extract(epoch from a.placed_at) * 1000)::bigint) as ats
          from added a
         where a.source <> 'opening')
      select array_agg(m.id), array_agg(m.total), coalesce(sum(m.orders), 0),
             (select s.products from sold s), (select s.amounts from sold s), (select s.ats from sold s)
        into products, totals, counted, sold_products, sold_amounts, sold_ats
        from moved m;
    end if;
    changed := counted > 0;
    if changed and counted = cardinality(order_ids) and folded is null then
      perform add_sales_v1(sold_products, sold_amounts, sold_ats, commit_at, zone, now_open)
       where sold_products is not null;
      update ledger set seq = at_seq, at = commit_at, dated = at_seq, open_minute = now_open;
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
        from unnest(order_ids, product_ids, amounts, sources, placed_ats) with ordinality
          as i (order_id, product_id, amount, source, placed_at, index)
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
        item.placed_at := least(item.placed_at, commit_at);
        insert into orders (order_id, product_id, amount, source, placed_at, seq)
        values (item.order_id, item.product_id, item.amount, item.source,
                timestamptz 'epoch' + item.placed_at * interval '1 millisecond', at_seq);
        running := running + item.amount;
        counted_products := counted_products || current;
        counted_amounts := counted_amounts || item.amount;
        if item.source <> 'opening' then
          sold_products := sold_products || current;
          sold_amounts := sold_amounts || item.amount;
          sold_ats := sold_ats || item.placed_at;
        end if;
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

  if changed then
    perform add_sales_v1(sold_products, sold_amounts, sold_ats, commit_at, zone, now_open)
       where sold_products is not null;
    update ledger set seq = at_seq, at = commit_at, dated = at_seq, open_minute = now_open;
  else
    at_seq := at_seq - 1;
    if now_open > was_open then
      update ledger set open_minute = now_open;
    end if;
  end if;
  if folded is not null then
    select coalesce(array_agg(kept[i.item] order by i.place), '{}') || folded
      into items
      from unnest(items) with ordinality as i (item, place);
    outcomes := coalesce(outcomes, '{}') || array_fill(1, array[cardinality(folded)]);
    details := coalesce(details, '{}') || array_fill(0::bigint, array[cardinality(folded)]);
  end if;
  select array_agg(p.id), array_agg(p.total), array_agg(p.seq)
    into products, totals, seqs
    from products p
   where p.id = any (asked);
end $$;

-- For nodes of older releases, which run beside this one: what they count is sold, too. They are told what they know.
create or replace function place_v1(
  order_ids text[], product_ids text[], amounts bigint[], sources text[], care integer,
  out in_epoch text, out at_seq bigint, out changed boolean,
  out products text[], out totals bigint[], out seqs bigint[],
  out items integer[], out outcomes integer[], out details bigint[])
language sql volatile as $$
  select p.in_epoch, p.at_seq, p.changed, p.products, p.totals, p.seqs, p.items, p.outcomes, p.details
    from place_v4(order_ids, product_ids, amounts, sources, null, care) p
$$;
create or replace function place_v2(
  order_ids text[], product_ids text[], amounts bigint[], sources text[], care integer,
  out in_epoch text, out at_seq bigint, out changed boolean,
  out products text[], out totals bigint[], out seqs bigint[],
  out items integer[], out outcomes integer[], out details bigint[])
language sql volatile as $$
  select * from place_v1(order_ids, product_ids, amounts, sources, care)
$$;
create or replace function place_v3(
  order_ids text[], product_ids text[], amounts bigint[], sources text[], care integer,
  out in_epoch text, out at_seq bigint, out changed boolean,
  out products text[], out totals bigint[], out seqs bigint[],
  out items integer[], out outcomes integer[], out details bigint[])
language sql volatile as $$
  select * from place_v1(order_ids, product_ids, amounts, sources, care)
$$;

-- The last commits that took simulated orders back, by product.
create view taken_back as
  select o.product_id, max(o.seq) as seq
    from orders o
   where o.order_id >= 'purge-simulation-' and o.order_id < 'purge-simulation.' and o.source = 'simulation'
   group by o.product_id;

-- The orders that windows count: not opening totals and corrections, nor simulated orders that were taken back. What was folded has
-- its day only.
create view sold_orders as
  select o.product_id, o.amount, o.source, o.seq, floor(date_part('epoch', o.placed_at) / 60)::integer as minute
    from orders o
    left join taken_back t on t.product_id = o.product_id and o.source = 'simulation'
   where o.source in ('api', 'simulation') and (t.seq is null or o.seq > t.seq);

-- Fills the days before one from what is in the table of orders.
create function fill_days_v1(clock bigint, zone text, before integer) returns void
language sql volatile set enable_seqscan = on set enable_hashjoin = on as $$
  with quarters as (
    select o.product_id, o.minute / 15 as start, sum(o.amount) as amount, count(*) as orders
      from sold_orders o
     where o.minute > (clock / 60000)::integer - 401 * 1440
     group by 1, 2),
  days as (
    select q.product_id, day_v1(q.start * 900000::bigint, zone) as start, q.amount, q.orders from quarters q
    union all
    select o.product_id, ((o.placed_at + interval '12 hours') at time zone zone)::date - date '1970-01-01', o.amount, 1
      from orders o
     where o.source = 'folded')
  insert into sales (product_id, step, start, amount, orders)
  select k.product_id, 3, d.start, sum(d.amount), sum(d.orders)
    from days d, lateral (values (d.product_id), ('')) k (product_id)
   where d.start < before and d.start > day_v1(clock, zone) - 400
   group by k.product_id, d.start
$$;

-- What was sold before this version. No order is after the time of the store.
update orders set placed_at = now() where placed_at > now();
select fill_days_v1(l.at, l.time_zone, 2147483647) from ledger l;
insert into sales (product_id, step, start, amount, orders)
select k.product_id, k.step, k.start, sum(o.amount), count(*)
  from ledger l, sold_orders o,
       lateral (values
         (o.product_id, 0, o.minute, 120), ('', 0, o.minute, 1560),
         (o.product_id, 1, o.minute / 15, 768 * 15), ('', 1, o.minute / 15, 768 * 15)) k (product_id, step, start, minutes)
 where o.minute > (l.at / 60000)::integer - 768 * 15
   and case k.step when 0 then k.start > (l.at / 60000)::integer - k.minutes else k.start > (l.at / 900000)::integer - 768 end
 group by k.product_id, k.step, k.start;

-- Makes a commit of no orders when the time has come to due and no commit has yet. It waits for nobody unless it makes one.
create function tick_v1(due bigint, out in_epoch text, out at_seq bigint, out commit_at bigint, out changed boolean)
language plpgsql volatile as $$
declare
  zone text;
  its_minute integer;
begin
  select l.epoch, l.seq, greatest(l.at, clock_v1()), l.at < due and clock_v1() >= due
    into in_epoch, at_seq, commit_at, changed
    from ledger l;
  if not changed then
    return;
  end if;
  select l.seq, greatest(l.at, clock_v1()), l.at < due, l.time_zone, l.open_minute
    into at_seq, commit_at, changed, zone, its_minute
    from ledger l
     for update;
  if changed then
    at_seq := at_seq + 1;
    if commit_at / 60000 > its_minute then
      perform close_minute_v1(its_minute, zone);
      its_minute := commit_at / 60000;
    end if;
    update ledger set seq = at_seq, at = commit_at, dated = at_seq, open_minute = its_minute;
  end if;
end $$;

-- Removes steps that are not kept any more, at most so many of each kind; tells how many. It waits for nobody, and nobody for it:
-- who adds orders to steps adds none to these.
create function forget_sales_v1(most integer, out gone integer)
language plpgsql volatile as $$
declare
  minute constant integer := (select l.at / 60000 from ledger l);
  open_minute constant integer := (select l.open_minute from ledger l);
  day constant integer := (select day_v1(l.at, l.time_zone) from ledger l);
  kind record;
  removed integer;
begin
  gone := 0;
  for kind in select * from (values (0, least(minute - 120, open_minute - 1)), (1, minute / 15 - 768), (3, day - 400)) k (step, newest)
  loop
    delete from sales where ctid = any (array(
      select s.ctid from sales s
       where s.step = kind.step and s.start <= kind.newest and s.product_id <> ''
       order by s.step, s.start
       limit most for update skip locked));
    get diagnostics removed = row_count;
    gone := gone + removed;
  end loop;
  for kind in select * from (values (0, minute - 1560), (1, minute / 15 - 768), (3, day - 400)) k (step, newest) loop
    delete from sales where ctid = any (array(
      select s.ctid from sales s
       where s.product_id = '' and s.step = kind.step and s.start <= kind.newest
       order by s.start
       limit most for update skip locked));
    get diagnostics removed = row_count;
    gone := gone + removed;
  end loop;
end $$;

-- Takes back the orders of a source: each of their products gets one more entry of that source, with the negative sum, and they
-- are not sold any more.
create function take_back_v1(its_source text, its_id text)
returns table (in_epoch text, at_seq bigint, id text, total bigint, retired_seq bigint)
language plpgsql volatile set enable_seqscan = on set enable_hashjoin = on as $$
#variable_conflict use_column
declare
  its_epoch text;
  its_seq bigint;
  its_at bigint;
  its_zone text;
  its_minute integer;
  its_products text[];
  its_amounts bigint[];
begin
  select l.epoch, l.seq + 1, greatest(l.at, clock_v1()), l.time_zone, l.open_minute
    into its_epoch, its_seq, its_at, its_zone, its_minute
    from ledger l
     for update;
  select array_agg(t.product_id), array_agg(t.amount)
    into its_products, its_amounts
    from (
      select o.product_id, sum(o.amount)::bigint as amount
        from orders o
       where o.source = its_source
       group by o.product_id
      having sum(o.amount) <> 0) t;
  if its_products is null then
    return;
  end if;
  update sales s set amount = s.amount - g.amount, orders = s.orders - g.orders
    from (
      select t.product_id, t.step, t.start, sum(o.amount) as amount, sum(o.orders) as orders
        from (
          select o.product_id, o.minute, sum(o.amount) as amount, count(*) as orders
            from sold_orders o
           where o.source = its_source and o.product_id = any (its_products)
           group by o.product_id, o.minute) o,
             lateral steps_v1(o.product_id, o.minute, its_at, its_zone, its_minute) t
       group by t.product_id, t.step, t.start) g
   where s.product_id = g.product_id and s.step = g.step and s.start = g.start;
  delete from sales s where s.product_id = any (its_products || ''::text) and s.orders <= 0;
  insert into orders (order_id, product_id, amount, source, placed_at, seq)
  select its_id, t.product_id, -t.amount, its_source, timestamptz 'epoch' + its_at * interval '1 millisecond', its_seq
    from unnest(its_products, its_amounts) t (product_id, amount);
  update ledger set seq = its_seq, at = its_at, dated = its_seq;
  return query
    update products p set total = p.total - t.amount, seq = its_seq
      from unnest(its_products, its_amounts) t (product_id, amount)
     where p.id = t.product_id
    returning its_epoch, its_seq, p.id, p.total, p.retired_seq;
end $$;

-- What a product, or all ('') sold, as far back as windows look, the open minute with it: 0 minutes, 1 quarters of an hour, 2 hours,
-- 3 days.
create function history_v1(its_id text, clock bigint, zone text, open_minute integer)
returns table (resolution integer, starts integer[], amounts bigint[], orders integer[])
language sql stable as $$
  with open (amount, orders) as (
    select s.amount, s.orders from sales s
     where its_id <> '' and s.product_id = its_id and s.step = 0 and s.start = open_minute
    union all
    select sum(s.amount)::bigint, sum(s.orders)::integer from sales s
     where its_id = '' and s.step = 0 and s.start = open_minute and s.product_id <> ''
    having count(*) > 0),
  every (resolution, start, amount, orders) as (
    select 0, s.start, s.amount, s.orders from sales s
     where s.product_id = its_id and s.step = 0 and s.start <> open_minute
       and s.start > (clock / 60000)::integer - case its_id when '' then 1560 else 60 end
    union all
    select k.resolution, case k.resolution when 1 then s.start else s.start / 4 end, s.amount, s.orders
      from sales s, (values (1, (clock / 900000)::integer - case its_id when '' then 200 else 96 end),
                            (2, ((clock / 3600000)::integer - 167) * 4 - 1)) k (resolution, newest)
     where s.product_id = its_id and s.step = 1 and s.start > k.newest
    union all
    select 3, s.start, s.amount, s.orders from sales s
     where s.product_id = its_id and s.step = 3 and s.start > day_v1(clock, zone) - 60
    union all
    select k.resolution, k.start, o.amount, o.orders
      from open o, lateral (values
             (0, open_minute, (clock / 60000)::integer - case its_id when '' then 1560 else 60 end),
             (1, open_minute / 15, (clock / 900000)::integer - case its_id when '' then 200 else 96 end),
             (2, open_minute / 60, (clock / 3600000)::integer - 168),
             (3, day_v1(open_minute * 60000::bigint, zone), day_v1(clock, zone) - 60)) k (resolution, start, newest)
     where k.start > k.newest),
  sums as (
    select e.resolution, e.start, sum(e.amount)::bigint as amount, sum(e.orders)::integer as orders
      from every e
     group by e.resolution, e.start
     order by e.resolution, e.start)
  select s.resolution, array_agg(s.start), array_agg(s.amount), array_agg(s.orders)
    from sums s
   group by s.resolution
$$;

-- As changes_v2, with the time and its zone in the ledger's total and info, and two kinds more, both with a resolution as total: 6
-- what all products sold together, 7 what one did that has changed; of everything each that sold, also those that were retired.
create function changes_v3(since bigint)
returns table (
  kind integer, id text, category text, name text, rrp numeric, info text, extra text, total bigint, seq bigint,
  starts integer[], amounts bigint[], orders integer[])
language sql stable as $$
  with recursive every (product_id) as (
    (select min(s.product_id) from sales s where since = 0 and s.product_id <> '')
    union all
    select (select min(s.product_id) from sales s where s.product_id > e.product_id)
      from every e
     where e.product_id is not null),
  sold as (
    select e.product_id from every e where e.product_id is not null
    union all
    select p.id from products p where since > 0 and p.seq > since)
  select 0, null, null, l.epoch, null::numeric, l.time_zone, null, l.at, l.seq,
         null::integer[], null::bigint[], null::integer[]
    from ledger l
  union all
  select c.*, null, null, null from changes_v2(since) c where c.kind > 0
  union all
  select 6, null, null, null, null, null, null, h.resolution, null, h.starts, h.amounts, h.orders
    from ledger l, lateral history_v1('', l.at, l.time_zone, l.open_minute) h
  union all
  select 7, s.product_id, null, null, null, null, null, h.resolution, null, h.starts, h.amounts, null
    from ledger l, sold s, lateral history_v1(s.product_id, l.at, l.time_zone, l.open_minute) h
$$;

-- Counts days in another zone from now on: those of which all quarters of an hour are kept from these, older ones from the orders.
-- Boards that counted others have to begin anew: the store gets the new epoch. Tells whether the zone was another one.
create function set_time_zone_v1(zone text, new_epoch text, out changed boolean)
language plpgsql volatile set enable_seqscan = on set enable_hashjoin = on as $$
declare
  clock bigint;
  old_zone text;
  its_minute integer;
  first integer;
begin
  if not exists (select from pg_timezone_names n where n.name = zone) then
    raise exception using errcode = 'LO011', message = 'unknown time zone', detail = zone;
  end if;
  select l.at, l.time_zone, l.open_minute, l.time_zone <> zone into clock, old_zone, its_minute, changed from ledger l for update;
  if not changed then
    return;
  end if;
  perform close_minute_v1(its_minute, old_zone);
  first := day_v1(((clock / 900000)::integer - 767) * 900000::bigint, zone) + 1;
  delete from sales s where s.step = 3;
  perform fill_days_v1(clock, zone, first);
  insert into sales (product_id, step, start, amount, orders)
  select s.product_id, 3, day_v1(s.start * 900000::bigint, zone), sum(s.amount), sum(s.orders)
    from sales s
   where s.step = 1 and day_v1(s.start * 900000::bigint, zone) >= first
   group by 1, 3;
  update ledger set time_zone = zone, epoch = new_epoch, open_minute = greatest(its_minute, clock / 60000) + 1;
end $$;

-- Compares what is kept of sales with the orders that are counted in it. What began before the end of the last day whose orders
-- were folded is taken for right, as their time of day is not known. begins: in milliseconds since 1970.
create function sales_differences_v1()
returns table (
  product_id text, step smallint, start integer, begins bigint,
  stored_amount bigint, stored_orders bigint, amount bigint, orders bigint)
language sql stable set enable_seqscan = on set enable_hashjoin = on as $$
  with summed as (
    select t.product_id, t.step, t.start, sum(o.amount) as amount, sum(o.orders) as orders
      from ledger l,
           lateral (
             select s.product_id, s.minute, sum(s.amount) as amount, count(*) as orders
               from sold_orders s
              where s.minute > (l.at / 60000)::integer - 401 * 1440
              group by s.product_id, s.minute) o,
           lateral steps_v1(o.product_id, o.minute, l.at, l.time_zone, l.open_minute) t
     group by t.product_id, t.step, t.start),
  stored as (
    select s.product_id, s.step, s.start, s.amount, s.orders
      from ledger l, sales s
     where s.start > case s.step
             when 0 then least((l.at / 60000)::integer - case s.product_id when '' then 1560 else 120 end, l.open_minute - 1)
             when 1 then (l.at / 900000)::integer - 768
             else day_v1(l.at, l.time_zone) - 400 end),
  pairs as (
    select product_id, step, start,
           coalesce(a.amount, 0)::bigint as stored_amount, coalesce(a.orders, 0)::bigint as stored_orders,
           coalesce(b.amount, 0)::bigint as amount, coalesce(b.orders, 0)::bigint as orders
      from stored a full join summed b using (product_id, step, start))
  select p.product_id, p.step, p.start, b.begins, p.stored_amount, p.stored_orders, p.amount, p.orders
    from ledger l, pairs p,
         lateral (select case p.step
           when 0 then p.start * 60000::bigint
           when 1 then p.start * 900000::bigint
           else (date_part('epoch', (date '1970-01-01' + p.start)::timestamp at time zone l.time_zone) * 1000)::bigint
           end as begins) b
   where (p.stored_amount, p.stored_orders) <> (p.amount, p.orders)
     and b.begins >= coalesce((
       select (substr(max(f.order_id), 8)::date + 1 - date '1970-01-01') * 86400000::bigint
         from orders f
        where f.order_id >= 'folded-' and f.order_id < 'folded.' and f.source = 'folded'), 0)
   order by p.product_id, p.step, p.start
$$;

-- Corrects what these are, in one commit that touches their products, so that their histories are read.
create function repair_sales_v1()
returns table (
  in_epoch text, at_seq bigint, product_id text, step smallint, start integer, begins bigint,
  stored_amount bigint, stored_orders bigint, amount bigint, orders bigint)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  its_epoch text;
  its_seq bigint;
begin
  select l.epoch, l.seq + 1 into its_epoch, its_seq from ledger l for update;
  create temp table wrong_sales on commit drop as select * from sales_differences_v1();
  delete from sales s using wrong_sales w
   where s.product_id = w.product_id and s.step = w.step and s.start = w.start;
  insert into sales (product_id, step, start, amount, orders)
  select w.product_id, w.step, w.start, w.amount, w.orders from wrong_sales w where w.orders > 0;
  if exists (select from wrong_sales) then
    update products p set seq = its_seq
     where p.retired_seq = 0 and p.id in (select w.product_id from wrong_sales w);
    update ledger set seq = its_seq;
  end if;
  return query select its_epoch, its_seq, w.* from wrong_sales w;
end $$;
