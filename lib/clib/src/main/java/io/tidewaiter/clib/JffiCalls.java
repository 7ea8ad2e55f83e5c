package io.tidewaiter.clib;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** By jffi: a native method of Java that calls what it is told to, so that nothing is spun and compiled before the first call. */
final class JffiCalls implements CCalls {
    private final Invoker invoker = Invoker.getInstance();
    private final LastError errors = LastError.getInstance();
    private final CallContext form;
    private final Library own;

    /** Held, because jffi closes what nobody holds. */
    private final Map<String, Library> libraries = new ConcurrentHashMap<>();

    /**
     * Loads jffi's library.
     *
     * @throws LinkageError where it cannot be loaded
     */
    JffiCalls() {
        Type[] words = new Type[WORDS_MAX];
        Arrays.fill(words, Type.SINT64);
        form = CallContext.getCallContext(Type.SINT64, words, CallingConvention.DEFAULT, true);
        own = Library.getDefault();
    }

    @Override
    public OptionalLong find(String function) {
        return address(own, function);
    }

    @Override
    public OptionalLong find(String library, String function) {
        @Nullable
        Library opened =
                libraries.computeIfAbsent(library, name -> Library.openLibrary(name, Library.LAZY | Library.LOCAL));
        return opened == null ? OptionalLong.empty() : address(opened, function);
    }

    private static OptionalLong address(Library library, String function) {
        long address = library.getSymbolAddress(function);
        return address == 0 ? OptionalLong.empty() : OptionalLong.of(address);
    }

    @Override
    public long call(long function, long... words) {
        long[] all = Here.filled(words);
        return invoker.invokeL6(form, function, all[0], all[1], all[2], all[3], all[4], all[5]);
    }

    @Override
    public long callOrErrno(long function, long... words) {
        long result = call(function, words);
        return result == -1 ? -errors.get() : result;
    }
}
