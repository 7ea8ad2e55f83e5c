package io.tidewaiter.flow.reevaluate;

import io.tidewaiter.advisory.AdvisoryDb;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The advisory database that is asked now. Another one may take its place at any time; whoever began with the one before
 * ends with it, and it is closed after the last of them.
 */
public final class Advisories implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private Held current;

    /** Takes the database over and closes it in the end. */
    public Advisories(AdvisoryDb db) {
        this.current = new Held(db);
    }

    /** A database and how many use it; the first of them is its being the current one. */
    private static final class Held {
        private final AdvisoryDb db;
        private final AtomicInteger users = new AtomicInteger(1);

        Held(AdvisoryDb db) {
            this.db = db;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                db.close();
            }
        }
    }

    /** A database that stays open until the lease is closed; each lease is closed once. */
    public static final class Lease implements AutoCloseable {
        private final Held held;

        private Lease(Held held) {
            this.held = held;
        }

        /** The database. */
        public AdvisoryDb db() {
            return held.db;
        }

        @Override
        public void close() {
            held.release();
        }
    }

    /** The current database. */
    public Lease lease() {
        lock.lock();
        try {
            current.users.incrementAndGet();
            return new Lease(current);
        } finally {
            lock.unlock();
        }
    }

    /** Makes a database the current one, and takes it over. */
    public void replace(AdvisoryDb next) {
        Held following = new Held(next);
        lock.lock();
        try {
            current.release();
            current = following;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the current database as soon as nobody uses it. */
    @Override
    public void close() {
        lock.lock();
        try {
            current.release();
        } finally {
            lock.unlock();
        }
    }
}
