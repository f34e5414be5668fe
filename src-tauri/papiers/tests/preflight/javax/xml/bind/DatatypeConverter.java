package javax.xml.bind;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import java.util.GregorianCalendar;

/** Stands in for a class that Java left out since version 11 and that Preflight 2 still asks for. */
public class DatatypeConverter {
    public static int parseInt(String text) {
        return Integer.parseInt(text.trim());
    }

    /** A date and time of XML Schema, whose zone may be missing. */
    public static Calendar parseDateTime(String text) {
        TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text, ZonedDateTime::from, LocalDateTime::from);
        if (read instanceof LocalDateTime local) {
            return GregorianCalendar.from(local.atZone(ZoneOffset.UTC));
        }
        return GregorianCalendar.from((ZonedDateTime) read);
    }
}
